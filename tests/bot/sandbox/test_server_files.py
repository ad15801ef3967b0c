"""Documents in both directions: their shape, their limits, and how long they are kept."""

import base64
from typing import Any

import aiohttp
import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.types import (
    BufferedInputFile,
    Document,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
)

from tests.bot.sandbox.conftest import ALEX, CAMILLE, Json, Rig

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Next", callback_data="page:2")]]
)


async def received(rig: Rig) -> Message:
    """Take the next update, which holds a message."""
    [update] = await rig.bot.get_updates(limit=1, timeout=5)
    await rig.bot.get_updates(offset=update.update_id + 1, timeout=0)
    assert update.message
    return update.message


async def given(rig: Rig, **body: Any) -> Document:
    """Let Camille send a document; return it as the bot receives it."""
    await rig.do("document", user=CAMILLE, **body)
    document = (await received(rig)).document
    assert document
    return document


async def content_of(rig: Rig, document: Document) -> bytes:
    """Fetch a document as the bot does."""
    content = await rig.bot.download(document)
    assert content
    return content.read()


async def test_the_bot_sends_a_document_with_words_and_buttons(rig: Rig) -> None:
    file = BufferedInputFile(b"PK contract", filename="Contrat été.docx")
    bold = MessageEntity(type="bold", offset=4, length=5)
    _, answer = await rig.raw("sendDocument", chat_id=ALEX, document="attach://none")
    assert answer["description"] == "Bad Request: there is no document in the request"
    sent = await rig.bot.send_document(
        ALEX, file, caption="The price", caption_entities=[bold], reply_markup=KEYBOARD
    )
    assert sent.document
    shown = (sent.document.file_name, sent.document.mime_type, sent.document.file_size)
    assert shown == ("Contrat été.docx", DOCX, 11)
    assert sent.caption_entities
    assert sent.caption_entities[0].extract_from(sent.caption or "") == "price"
    assert sent.reply_markup
    [event] = await rig.events("message")
    assert event["message"]["document"] == sent.document.model_dump(exclude_none=True)
    tap = await rig.do("tap", user=ALEX, message_id=sent.message_id, data="page:2")
    assert tap["callback_query_id"]


async def test_a_document_is_sent_again_by_its_id(rig: Rig) -> None:
    document = await given(rig, file_name="a.csv", content="price;900")
    again = await rig.bot.send_document(CAMILLE, document.file_id)
    assert again.document == document
    with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
        await rig.bot.send_document(CAMILLE, "nothing")


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ({"content": "Prix : 900 €"}, "Prix : 900 €".encode()),
        ({"content_base64": base64.b64encode(b"%PDF\x00\xff").decode()}, b"%PDF\x00\xff"),
        ({"content": "a", "size": 4}, b"a   "),
    ],
)
async def test_a_person_sends_a_document(rig: Rig, body: Json, content: bytes) -> None:
    await rig.do("document", user=CAMILLE, file_name="offre.docx", caption=" Lisez /help ", **body)
    message = await received(rig)
    assert message.document
    assert message.caption == "Lisez /help"
    assert [e.type for e in message.caption_entities or []] == ["bot_command"]
    shown = (message.document.file_name, message.document.mime_type, message.document.file_size)
    assert shown == ("offre.docx", DOCX, len(content))
    assert await content_of(rig, message.document) == content


async def test_a_person_sends_an_upload_as_the_page_does(rig: Rig) -> None:
    [asked] = (await rig.do("send", user=CAMILLE, text="Mon offre"))["messages"]
    await received(rig)
    fields = {"user": str(CAMILLE), "reply_to": str(asked["message_id"])}
    form = aiohttp.FormData(fields, quote_fields=False)
    form.add_field("file", b"%PDF", filename="../offre.zzz", content_type="image/x-own")
    async with rig.http.post(f"{rig.address}/control/document", data=form) as response:
        assert response.status == 200
    message = await received(rig)
    assert message.document
    assert (message.document.file_name, message.document.mime_type) == ("offre.zzz", "image/x-own")
    assert message.reply_to_message
    assert await content_of(rig, message.document) == b"%PDF"


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"file_name": "a.txt"}, 400, "file must be non-empty"),
        ({"content": "a", "size": 50_000_001}, 413, "Request Entity Too Large"),
        ({"content": "a", "caption": "é" * 1025}, 400, "at most 1024 characters"),
        ({"content_base64": "?"}, 400, "wrong kind"),
        ({"content": "a", "reply_to": 99}, 404, "message to reply to not found"),
    ],
)
async def test_what_an_app_would_not_send_is_refused(
    rig: Rig, body: Json, status: int, words: str
) -> None:
    answer = await rig.do("document", status=status, user=CAMILLE, **body)
    assert words in answer["description"]
    assert await rig.events("user") == []


async def test_one_who_blocked_the_bot_sends_nothing(rig: Rig) -> None:
    await rig.do("block", user=ALEX, blocked=True)
    await rig.do("document", status=409, user=ALEX, content="a")


async def test_the_bot_fetches_files_of_up_to_20_megabytes(rig: Rig) -> None:
    largest = await given(rig, size=20_000_000)
    assert (await rig.bot.get_file(largest.file_id)).file_size == 20_000_000
    larger = await given(rig, size=20_000_001)
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await rig.bot.get_file(larger.file_id)


@pytest.mark.parametrize("size", [50_000_001, 60_000_001])
async def test_the_bot_sends_files_of_up_to_50_megabytes(rig: Rig, size: int) -> None:
    with pytest.raises(TelegramEntityTooLarge):
        await rig.bot.send_document(ALEX, BufferedInputFile(bytes(size), filename="a.bin"))


async def test_an_empty_file_is_refused(rig: Rig) -> None:
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await rig.bot.send_document(ALEX, BufferedInputFile(b"", filename="a.txt"))


async def test_the_oldest_files_make_room_and_stay_lost(rig: Rig) -> None:
    first = await given(rig, content="first")
    second, third, last = [await given(rig, size=size) for size in (20_000_000,) * 3]
    assert await content_of(rig, first) == b"first"
    newest = await given(rig, size=20_000_000)
    for lost in (first, second):
        with pytest.raises(TelegramBadRequest, match="invalid file_id"):
            await rig.bot.get_file(lost.file_id)
    for kept in (third, last, newest):
        assert (await rig.bot.get_file(kept.file_id)).file_path
    await rig.do("reset")
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await rig.bot.get_file(newest.file_id)
    assert (await given(rig, content="after")).file_id != first.file_id


async def test_a_file_without_a_usable_ending_has_a_plain_path(rig: Rig) -> None:
    document = await given(rig, file_name="offre.été / v2", content="a")
    path = (await rig.bot.get_file(document.file_id)).file_path or ""
    assert path.endswith(".bin")
    assert await content_of(rig, document) == b"a"


async def test_faults_meet_documents_and_downloads(rig: Rig) -> None:
    document = await given(rig, content="a")
    await rig.do("fault", method="sendDocument", kind="500")
    with pytest.raises(TelegramServerError):
        await rig.bot.send_document(ALEX, document.file_id)
    await rig.do("fault", method="getFile", kind="cut")
    with pytest.raises(TelegramNetworkError):
        await rig.bot.get_file(document.file_id)
    await rig.do("fault", method="download", kind="html")
    with pytest.raises(aiohttp.ClientResponseError):
        await rig.bot.download(document)
    assert await content_of(rig, document) == b"a"


async def test_a_page_saves_a_file_and_never_opens_it(rig: Rig) -> None:
    document = await given(rig, file_name='<offre "été">.html', content="<script>")
    url = f"{rig.address}/control/file/{document.file_id}"
    async with rig.http.get(url) as response:
        assert await response.text() == "<script>"
        assert response.content_type == "application/octet-stream"
        assert response.content_disposition
        assert response.content_disposition.filename == '<offre "été">.html'
    async with rig.http.get(f"{rig.address}/control/file/nothing") as response:
        assert response.status == 404
