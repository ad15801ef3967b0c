"""Drafts as Telegram keeps them: they grow, fade after 30 s, and end with any message."""

import aiohttp
import pytest
from aiogram.exceptions import TelegramBadRequest

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import ALEX, CAMILLE, Json, Rig


async def drafts(rig: Rig) -> list[Json]:
    shown: list[Json] = (await rig.see("transcript"))["drafts"]
    return shown


async def test_frames_of_one_draft_grow_and_another_id_replaces(rig: Rig) -> None:
    await rig.bot.send_message_draft(ALEX, 7)
    await rig.bot.send_message_draft(ALEX, 7, text="Ask", can_stop=True)
    await rig.bot.send_message_draft(ALEX, 8, text="Other")
    frames = await rig.events("draft")
    assert [frame["animated"] for frame in frames] == [False, True, False]
    assert [frame["text"] for frame in frames] == ["", "Ask", "Other"]
    assert [draft["draft_id"] for draft in await drafts(rig)] == [8]


async def test_a_final_message_ends_the_draft_of_its_chat_only(rig: Rig) -> None:
    await rig.bot.send_message_draft(ALEX, 7, text="Ask")
    await rig.bot.send_message_draft(CAMILLE, 9, text="Demandez")
    await rig.bot.send_message(ALEX, "Ask what is decided.")
    [final] = await rig.events("message")
    assert final["ended_drafts"] == [7]
    assert [draft["chat_id"] for draft in await drafts(rig)] == [CAMILLE]


async def test_a_draft_fades_30_s_after_its_last_frame(rig: Rig) -> None:
    await rig.bot.send_message_draft(ALEX, 7, text="Ask", can_stop=True)
    await rig.do("clock", seconds=25)
    await rig.bot.send_message_draft(ALEX, 7, text="Ask", can_stop=True)
    await rig.do("clock", seconds=25)
    assert [draft["draft_id"] for draft in await drafts(rig)] == [7]
    await rig.do("clock", seconds=6)
    assert await drafts(rig) == []
    assert (await rig.events("draft"))[-1]["why"] == "expired"
    await rig.do("stop", user=ALEX, status=409)


async def test_a_draft_fades_by_the_clock_that_the_sandbox_is_given() -> None:
    now = [100.0]
    sandbox = Sandbox(clock=lambda: now[0])
    address = await sandbox.start()
    frame = {"chat_id": ALEX, "draft_id": 7, "text": "Ask"}
    async with aiohttp.ClientSession() as http:
        await http.post(f"{address}/bot{sandbox.token}/sendMessageDraft", json=frame)
        shown = []
        for now[0] in (100.0, 129.9, 130.0):
            async with http.get(f"{address}/control/transcript") as response:
                shown.append(len((await response.json())["drafts"]))
    await sandbox.stop()
    assert shown == [1, 1, 0]


async def test_a_draft_without_can_stop_has_no_stop(rig: Rig) -> None:
    await rig.bot.send_message_draft(ALEX, 7, text="Ask")
    await rig.do("stop", user=ALEX, status=409)


async def test_a_stopped_draft_leaves_and_a_late_frame_does_not_revive_it(rig: Rig) -> None:
    await rig.bot.send_message_draft(ALEX, 7, text="Ask", can_stop=True)
    await rig.do("stop", user=ALEX)
    await rig.bot.send_message_draft(ALEX, 7, text="Ask more", can_stop=True)
    assert await drafts(rig) == []
    assert (await rig.events("draft"))[-1]["why"] == "late frame"


async def test_keep_on_stop_leaves_the_words_without_the_button(rig: Rig) -> None:
    await rig.bot.send_message_draft(ALEX, 7, text="Ask", can_stop=True, keep_on_stop=True)
    await rig.do("stop", user=ALEX)
    [kept] = await drafts(rig)
    assert (kept["text"], kept["can_stop"]) == ("Ask", False)


async def test_a_draft_needs_a_number_and_a_private_chat(rig: Rig) -> None:
    with pytest.raises(TelegramBadRequest, match="draft_id must be non-zero"):
        await rig.bot.send_message_draft(ALEX, 0, text="Ask")
    with pytest.raises(TelegramBadRequest, match="TEXTDRAFT_PEER_INVALID"):
        await rig.bot.send_message_draft(-100, 7, text="Ask")
