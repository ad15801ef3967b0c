"""How updates wait for the bot, and what people and the page can do to the sandbox."""

import asyncio
import json

import aiohttp
import pytest
from aiogram.exceptions import TelegramConflictError
from aiogram.types import Message

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import ALEX, CAMILLE, Json, Rig


async def test_an_offset_confirms_what_came_before_it(rig: Rig) -> None:
    ids = [(await rig.do("send", user=ALEX, text=t))["update_ids"][0] for t in "abc"]
    assert [u.update_id for u in await rig.bot.get_updates(limit=2, timeout=0)] == ids[:2]
    assert [u.update_id for u in await rig.bot.get_updates(timeout=0)] == ids
    assert [u.update_id for u in await rig.bot.get_updates(offset=ids[1])] == ids[1:]
    assert [u.update_id for u in await rig.bot.get_updates(timeout=0)] == ids[1:]
    assert await rig.bot.get_updates(offset=ids[2] + 1, timeout=0) == []


async def test_a_long_poll_ends_with_the_update(rig: Rig) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(rig.bot.get_updates(timeout=50))
        await rig.happens(lambda: _connected(rig))
        await rig.do("send", user=ALEX, text="Hello")
    [update] = poll.result()
    assert update.message
    assert update.message.text == "Hello"


async def test_a_second_poll_ends_the_first_with_409(rig: Rig) -> None:
    async with asyncio.TaskGroup() as group:
        older = group.create_task(_refused(rig))
        await rig.happens(lambda: _connected(rig))
        newer = group.create_task(rig.bot.get_updates(timeout=50))
        assert "terminated by other getUpdates" in await older
        await rig.do("send", user=ALEX, text="Hello")
        assert len(await newer) == 1


async def _refused(rig: Rig) -> str:
    with pytest.raises(TelegramConflictError) as caught:
        await rig.bot.get_updates(timeout=50)
    return caught.value.message


async def _connected(rig: Rig) -> bool:
    return bool((await rig.see("state"))["connected"])


async def test_a_repeated_update_waits_for_a_bot_that_comes_back(rig: Rig) -> None:
    [update_id] = (await rig.do("send", user=ALEX, text="Once"))["update_ids"]
    await rig.bot.get_updates(offset=update_id + 1, timeout=0)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):  # this bot hangs up
            await rig.bot.get_updates(offset=update_id + 1, timeout=50)
    await rig.happens(lambda: _away(rig))
    await rig.do("redeliver", update_id=update_id)
    again = await rig.bot.get_updates(offset=update_id + 1, timeout=5)
    assert [u.update_id for u in again] == [update_id]


async def _away(rig: Rig) -> bool:
    await rig.do("clock", seconds=1)
    return not await _connected(rig)


async def test_a_long_text_is_cut_as_clients_do(rig: Rig) -> None:
    text = " ".join(f"word{n}" for n in range(1200)) + " 😀"
    sent = await rig.do("send", user=ALEX, text=text)
    parts = [message["text"] for message in sent["messages"]]
    assert len(parts) == 3
    assert " ".join(parts) == text
    assert all(len(part.encode("utf-16-le")) <= 2 * 4096 for part in parts)


async def test_a_text_without_spaces_is_cut_without_loss(rig: Rig) -> None:
    sent = await rig.do("send", user=ALEX, text="a" + "😀" * 4096)
    parts = [message["text"] for message in sent["messages"]]
    assert "".join(parts) == "a" + "😀" * 4096
    assert all(len(part.encode("utf-16-le")) <= 2 * 4096 for part in parts)


async def _message(rig: Rig) -> Message:
    """Take the one update that waits."""
    [update] = await rig.bot.get_updates(timeout=0)
    await rig.bot.get_updates(offset=update.update_id + 1, timeout=0)
    message = update.message or update.edited_message
    assert message
    return message


async def test_a_command_is_marked_until_it_is_edited_away(rig: Rig) -> None:
    [asked] = (await rig.do("send", user=CAMILLE, text="/start ici"))["messages"]
    [entity] = (await _message(rig)).entities or []
    assert (entity.type, entity.length) == ("bot_command", 6)
    await rig.do("edit", user=CAMILLE, message_id=asked["message_id"], text="Bonjour")
    edited = await _message(rig)
    assert (edited.text, edited.entities) == ("Bonjour", None)
    assert edited.edit_date


@pytest.mark.parametrize(("source", "kind"), [("Marta", "hidden_user"), (CAMILLE, "user")])
async def test_a_forwarded_text_says_where_it_comes_from(
    rig: Rig, source: str | int, kind: str
) -> None:
    await rig.do("send", user=CAMILLE, text="Offre", forward_from=source)
    origin = (await _message(rig)).forward_origin
    assert origin
    assert origin.type == kind


async def test_photos_stickers_voices_and_files_arrive(rig: Rig) -> None:
    await rig.do("photo", user=CAMILLE, caption="Une photo")
    photo = await _message(rig)
    assert photo.photo
    assert photo.caption == "Une photo"
    await rig.do("sticker", user=CAMILLE, emoji="🤝")
    sticker = (await _message(rig)).sticker
    assert sticker
    assert sticker.emoji == "🤝"
    await rig.do("voice", user=CAMILLE)
    assert (await _message(rig)).voice
    await rig.do("document", user=CAMILLE, file_name="a.txt", content="Prix")
    document = (await _message(rig)).document
    assert document
    content = await rig.bot.download(document)
    assert content
    assert content.read() == b"Prix"


async def test_what_makes_no_sense_is_refused_with_a_reason(rig: Rig) -> None:
    assert (await rig.do("send", user=7, text="Hi", status=404))["description"]
    assert (await rig.do("fault", kind="meteor", status=400))["description"]
    assert (await rig.do("clock", seconds="soon", status=400))["description"]
    assert (await rig.do("dance", status=404))["description"]
    status, _ = await rig.raw("sendMessage", chat_id=ALEX, text="a", reply_parameters=[1])
    assert status == 400


async def test_a_blocked_bot_hears_nothing(rig: Rig) -> None:
    await rig.do("block", user=ALEX)
    await rig.do("send", user=ALEX, text="Hello", status=409)


async def test_the_event_stream_replays_and_starts_over_after_a_reset(rig: Rig) -> None:
    await rig.bot.send_message(ALEX, "One")
    await rig.bot.send_message(ALEX, "Two")
    url = f"{rig.address}/control/events"
    async with rig.http.get(url, headers={"Last-Event-ID": "1"}) as stream:
        assert (await _next(stream))["message"]["text"] == "Two"
        await rig.bot.send_message(ALEX, "Three")
        assert (await _next(stream))["id"] == 3
        await rig.do("reset")
        first = await _next(stream)
        assert (first["id"], first["type"]) == (1, "reset")
    assert (await rig.see("transcript"))["messages"] == []


async def _next(stream: aiohttp.ClientResponse) -> Json:
    while not (line := await stream.content.readline()).startswith(b"data: "):
        pass
    event: Json = json.loads(line.removeprefix(b"data: "))
    return event


async def test_another_page_cannot_steer_the_sandbox(rig: Rig) -> None:
    url = f"{rig.address}/control/send"
    body = {"user": ALEX, "text": "Hello"}
    for origin, status in ((rig.address, 200), ("http://evil.example", 403), ("null", 403)):
        async with rig.http.post(url, json=body, headers={"Origin": origin}) as response:
            assert response.status == status


async def test_ids_of_updates_go_on_through_a_reset(rig: Rig) -> None:
    [before] = (await rig.do("send", user=ALEX, text="One"))["update_ids"]
    await rig.do("reset")
    [after] = (await rig.do("send", user=ALEX, text="Two"))["update_ids"]
    assert after > before


async def test_a_stop_ends_streams_and_polls() -> None:
    sandbox = Sandbox()
    address = await sandbox.start()
    async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
        stream = await http.get(f"{address}/control/events")
        poll = f"{address}/bot{sandbox.token}/getUpdates?timeout=50"
        answer = group.create_task(_read(http, poll))
        await asyncio.sleep(0.05)
        await sandbox.stop()
        assert await stream.content.read() == b""
        assert (await answer)["result"] == []


async def _read(http: aiohttp.ClientSession, url: str) -> Json:
    async with http.get(url) as response:
        answer: Json = await response.json()
    return answer
