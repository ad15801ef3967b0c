"""What the Bot API accepts and refuses, in Telegram's own words."""

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge, TelegramNotFound
from aiogram.types import BotCommand, BufferedInputFile, MessageEntity, ReplyParameters

from tests.bot.sandbox.conftest import ALEX, CAMILLE, Json, Rig

PREFIX = "Bad Request: "


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "é" * 16_385}, "text is too long"),
        ({"text": "a", "parse_mode": "Runes"}, "unsupported parse_mode"),
        (
            {"text": "a😀b", "entities": [{"type": "bold", "offset": 1, "length": 5}]},
            "entity beginning at UTF-16 offset 1 ends after the end of the text"
            " at UTF-16 offset 6",
        ),
        (
            {"text": "abc", "entities": [{"type": "bold", "offset": 9, "length": 1}]},
            "entity begins after the end of the text at UTF-16 offset 9",
        ),
        (
            {"text": "é😀b", "entities": [{"type": "bold", "offset": 2, "length": 1}]},
            "entity begins in a middle of a UTF-16 symbol at byte offset 2",
        ),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"text": "<x>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        ),
        (
            {"text": "<b>x</i>", "parse_mode": "HTML"},
            "can't parse entities: Unmatched end tag at byte offset 4,"
            ' expected "</b>", found "</i>"',
        ),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
async def test_a_text_is_refused_in_telegrams_words(
    rig: Rig, fields: Json, description: str
) -> None:
    status, answer = await rig.raw("sendMessage", chat_id=ALEX, **fields)
    assert (status, answer["description"]) == (400, PREFIX + description)
    assert await rig.events("message") == []


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "A", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "A", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "A"},
            "can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "A", "callback_data": ""},
            "can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "", "url": "https://a.org"}, "inline keyboard button text must be non-empty"),
    ],
)
async def test_a_button_is_refused_in_telegrams_words(
    rig: Rig, button: Json, description: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    status, answer = await rig.raw("sendMessage", chat_id=ALEX, text="a", reply_markup=markup)
    assert (status, answer["description"]) == (400, PREFIX + description)


async def test_texts_at_their_limit_pass(rig: Rig) -> None:
    await rig.bot.send_message(ALEX, "😀" * 4096)
    sent = await rig.bot.send_message(
        ALEX, "a😀b", entities=[MessageEntity(type="bold", offset=1, length=3)]
    )
    assert sent.entities
    assert sent.entities[0].extract_from(sent.text or "") == "😀b"


async def test_html_becomes_entities(rig: Rig) -> None:
    source = '😀 <b>un &amp; <i>deux</i></b> & <pre><code class="language-py">x</code></pre>'
    sent = await rig.bot.send_message(CAMILLE, source, parse_mode="HTML")
    assert sent.text == "😀 un & deux & x"
    found = [(e.type, e.extract_from(sent.text), e.language) for e in sent.entities or []]
    assert found == [("bold", "un & deux", None), ("italic", "deux", None), ("pre", "x", "py")]


async def test_commands_and_addresses_are_found_outside_of_code(rig: Rig) -> None:
    code = MessageEntity(type="code", offset=0, length=5)
    sent = await rig.bot.send_message(ALEX, "/code or /help, https://a.org/x.", entities=[code])
    found = [(e.type, e.extract_from(sent.text or "")) for e in sent.entities or []]
    assert found == [("code", "/code"), ("bot_command", "/help"), ("url", "https://a.org/x")]


async def test_an_edit_replaces_text_and_keyboard(rig: Rig) -> None:
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    _, answer = await rig.raw("sendMessage", chat_id=ALEX, text="One", reply_markup=keyboard)
    sent = answer["result"]["message_id"]
    edited = await rig.bot.edit_message_text("Two", chat_id=ALEX, message_id=sent)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("Two", None)
    [before] = await rig.events("message")
    assert before["message"]["text"] == "One"  # the log keeps what was shown then
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await rig.bot.edit_message_text("Two", chat_id=ALEX, message_id=sent)
    [own] = (await rig.do("send", user=ALEX, text="Mine"))["messages"]
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await rig.bot.edit_message_text("No", chat_id=ALEX, message_id=own["message_id"])


async def test_a_message_is_deleted_once(rig: Rig) -> None:
    sent = await rig.bot.send_message(ALEX, "One")
    assert await rig.bot.delete_message(ALEX, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await rig.bot.delete_message(ALEX, sent.message_id)


async def test_a_tap_cannot_be_answered_for_ever(rig: Rig) -> None:
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    _, answer = await rig.raw("sendMessage", chat_id=ALEX, text="One", reply_markup=keyboard)
    sent = answer["result"]["message_id"]
    tap = await rig.do("tap", user=ALEX, message_id=sent, data="a")
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await rig.bot.answer_callback_query(tap["callback_query_id"], "x" * 201)
    await rig.do("clock", seconds=151)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await rig.bot.answer_callback_query(tap["callback_query_id"])
    assert await rig.bot.get_updates(timeout=0) == []


async def test_a_file_goes_up_and_comes_down(rig: Rig) -> None:
    file = BufferedInputFile(b"price;900", filename='offre "été".csv')
    sent = await rig.bot.send_document(ALEX, file, caption="The offer")
    assert sent.document
    assert (sent.document.file_name, sent.caption) == ('offre "été".csv', "The offer")
    content = await rig.bot.download(sent.document)
    assert content
    assert content.read() == b"price;900"


async def test_a_photo_has_a_lower_limit_than_a_file(rig: Rig) -> None:
    large = BufferedInputFile(bytes(10_000_001), filename="large.png")
    with pytest.raises(TelegramEntityTooLarge):
        await rig.bot.send_photo(ALEX, large)
    assert (await rig.bot.send_document(ALEX, large)).document


async def test_a_file_too_large_to_download_is_refused(rig: Rig) -> None:
    sent = await rig.bot.send_document(
        ALEX, BufferedInputFile(bytes(20_000_001), filename="a.bin")
    )
    assert sent.document
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await rig.bot.get_file(sent.document.file_id)


async def test_entities_come_back_in_order(rig: Rig) -> None:
    bold = MessageEntity(type="bold", offset=6, length=3)
    sent = await rig.bot.send_message(ALEX, "/help now", entities=[bold])
    assert [entity.type for entity in sent.entities or []] == ["bot_command", "bold"]


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        ("sendMessage", {"chat_id": "--5", "text": "a"}),
        ("sendMessage", {"chat_id": ALEX, "text": "a", "reply_parameters": {"message_id": "x"}}),
        ("sendMessage", {"chat_id": ALEX, "text": "a", "entities": "["}),
        ("sendMessage", {"chat_id": ALEX, "text": "a", "reply_markup": [[]]}),
        ("setChatMenuButton", {"menu_button": {"type": []}}),
        ("setMyCommands", {"commands": [1]}),
    ],
)
async def test_nonsense_is_refused_and_breaks_nothing(rig: Rig, method: str, fields: Json) -> None:
    status, answer = await rig.raw(method, **fields)
    assert (status, answer["ok"]) == (400, False)
    assert answer["description"].startswith(PREFIX)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff", "application/json"),
        (b"{}", "application/json; charset=nope"),
        (b"x", "multipart/form-data"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(rig: Rig, body: bytes, kind: str) -> None:
    url = f"{rig.address}/bot{rig.sandbox.token}/getMe"
    async with rig.http.post(url, data=body, headers={"Content-Type": kind}) as response:
        answer = await response.json()
    assert (response.status, answer["error_code"]) == (400, 400)


async def test_commands_are_shown_per_language(rig: Rig) -> None:
    for code, words in (("fr", "Recommencer"), (None, "Start over")):
        command = BotCommand(command="new", description=words)
        await rig.bot.set_my_commands([command], language_code=code)
    await rig.bot.set_my_description("Je coache.", language_code="fr")
    state = await rig.see("state")
    assert {code: c[0]["description"] for code, c in state["commands"].items()} == {
        "fr": "Recommencer",
        "": "Start over",
    }
    assert state["bot"]["descriptions"] == {"fr": "Je coache."}
    assert state["examples"] == [{"label": "Price", "text": "They want 10 %", "user": ALEX}]
    assert [c.description for c in await rig.bot.get_my_commands()] == ["Start over"]


async def test_a_method_that_is_not_served_is_noticed(rig: Rig) -> None:
    with pytest.raises(TelegramNotFound, match="method not found"):
        await rig.bot.send_dice(ALEX)
    with pytest.raises(TelegramBadRequest, match="webhook"):
        await rig.bot.set_webhook("https://a.org")


async def test_names_of_methods_ignore_case_and_get_works(rig: Rig) -> None:
    base = f"{rig.address}/bot{rig.sandbox.token}"
    query = {"chat_id": str(ALEX), "text": "Hi"}
    async with rig.http.get(f"{base}/SENDMESSAGE", params=query) as response:
        assert (await response.json())["result"]["text"] == "Hi"


async def test_a_reply_quotes_its_message(rig: Rig) -> None:
    [asked] = (await rig.do("send", user=ALEX, text="Which price?"))["messages"]
    reply = ReplyParameters(message_id=asked["message_id"])
    sent = await rig.bot.send_message(ALEX, "900", reply_parameters=reply)
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "Which price?"
