"""A real aiogram bot lives in the sandbox: it polls, answers, streams and is stopped."""

from aiogram import Dispatcher
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageGenerationStopped,
)

from tests.bot.sandbox.conftest import ALEX, CAMILLE, Rig


def one_button(**button: object) -> InlineKeyboardMarkup:
    key = InlineKeyboardButton.model_validate({"text": "Press", **button})
    return InlineKeyboardMarkup(inline_keyboard=[[key]])


async def test_an_echo_goes_there_and_back_for_each_person(rig: Rig) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        assert message.from_user
        await message.answer(f"{message.from_user.language_code}: {message.text}")

    async with rig.polling(dispatcher):
        await rig.do("send", user=CAMILLE, text="Bonjour")
        await rig.do("send", user=ALEX, text="Hello")
        answers = await rig.happens(lambda: two(rig))
    found = {event["chat_id"]: event["message"]["text"] for event in answers}
    assert found == {CAMILLE: "fr: Bonjour", ALEX: "en: Hello"}


async def two(rig: Rig) -> list[dict[str, object]] | None:
    messages = await rig.events("message")
    return messages if len(messages) == 2 else None


async def test_a_press_on_stop_reaches_the_handler(rig: Rig) -> None:
    dispatcher, stopped = Dispatcher(), list[tuple[int, int]]()

    @dispatcher.message()
    async def begin(message: Message) -> None:
        await rig.bot.send_message_draft(message.chat.id, 7, text="Wait", can_stop=True)

    @dispatcher.stopped_message_generation()
    async def stop(event: MessageGenerationStopped) -> None:
        stopped.append((event.chat.id, event.draft_id))

    async def heard() -> bool:
        return bool(stopped)

    async with rig.polling(dispatcher):
        await rig.do("send", user=ALEX, text="Draft it")
        await rig.happens(lambda: rig.events("draft"))
        await rig.do("stop", user=ALEX)
        await rig.happens(heard)
        await rig.do("stop", user=ALEX, status=409)
    assert stopped == [(ALEX, 7)]
    assert (await rig.see("transcript"))["drafts"] == []


async def test_a_tap_is_answered_once(rig: Rig) -> None:
    dispatcher = Dispatcher()

    @dispatcher.callback_query()
    async def answer(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.answer(f"{query.data} under {query.message.text}", show_alert=True)

    async with rig.polling(dispatcher):
        sent = await rig.bot.send_message(
            CAMILLE, "Prix", reply_markup=one_button(callback_data="go")
        )
        tap = await rig.do("tap", user=CAMILLE, message_id=sent.message_id, data="go")
        [answered] = await rig.happens(lambda: rig.events("callback_answer"))
    assert answered["text"] == "go under Prix"
    assert answered["callback_query_id"] == tap["callback_query_id"]
    assert answered["chat_id"] == CAMILLE
    status, again = await rig.raw(
        "answerCallbackQuery", callback_query_id=answered["callback_query_id"]
    )
    assert status == 400
    assert "query is too old" in again["description"]


async def test_a_copy_button_gives_its_text_and_tells_no_one(rig: Rig) -> None:
    markup = one_button(copy_text=CopyTextButton(text="5 %").model_dump())
    sent = await rig.bot.send_message(ALEX, "Draft", reply_markup=markup)
    tap = await rig.do("tap", user=ALEX, message_id=sent.message_id, text="Press")
    assert tap["copied"] == "5 %"
    assert await rig.bot.get_updates(timeout=0) == []


async def test_a_copied_text_loses_its_control_characters(rig: Rig) -> None:
    markup = one_button(copy_text={"text": "5 %\t\r\nnet"})
    sent = await rig.bot.send_message(ALEX, "Draft", reply_markup=markup)
    tap = await rig.do("tap", user=ALEX, message_id=sent.message_id, text="Press")
    assert tap["copied"] == "5 % \nnet"


async def test_two_people_do_not_see_each_other(rig: Rig) -> None:
    [asked] = (await rig.do("send", user=CAMILLE, text="Mon prix"))["messages"]
    sent = await rig.bot.send_message(CAMILLE, "Prix", reply_markup=one_button(callback_data="go"))
    await rig.bot.send_message_draft(CAMILLE, 7, text="Demandez", can_stop=True)

    assert await rig.see(f"transcript?user={ALEX}") == {"messages": [], "drafts": [], "events": []}
    await rig.do("tap", user=ALEX, message_id=sent.message_id, data="go", status=404)
    await rig.do("send", user=ALEX, text="Me", reply_to=asked["message_id"], status=404)
    await rig.do("stop", user=ALEX, status=409)
    status, _ = await rig.raw(
        "editMessageText", chat_id=ALEX, message_id=sent.message_id, text="X"
    )
    assert status == 400
    own = await rig.see(f"transcript?user={CAMILLE}")
    assert [message["text"] for message in own["messages"]] == ["Mon prix", "Prix"]


async def test_a_block_is_told_and_refuses_what_the_bot_sends(rig: Rig) -> None:
    dispatcher, seen = Dispatcher(), list[str]()

    @dispatcher.my_chat_member()
    async def changed(event: ChatMemberUpdated) -> None:
        seen.append(event.new_chat_member.status)

    async def both() -> bool:
        return len(seen) == 2

    async with rig.polling(dispatcher):
        await rig.do("block", user=ALEX, blocked=True)
        status, answer = await rig.raw("sendMessage", chat_id=ALEX, text="Hello?")
        await rig.do("block", user=ALEX, blocked=False)
        await rig.happens(both)
    assert (status, answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    assert seen == ["kicked", "member"]
    await rig.bot.send_message(ALEX, "Hello again")


async def test_a_kind_that_the_bot_does_not_ask_for_is_dropped_and_said_so(rig: Rig) -> None:
    dispatcher = Dispatcher()

    @dispatcher.callback_query()
    async def answer(query: CallbackQuery) -> None:
        await query.answer()

    async with rig.polling(dispatcher):
        sent = await rig.do("send", user=ALEX, text="Nobody listens")
    assert sent["dropped"]
    assert sent["update_ids"] == []


async def test_the_same_update_can_come_twice(rig: Rig) -> None:
    dispatcher, seen = Dispatcher(), list[int]()

    @dispatcher.message()
    async def note(_: Message, event_update: object) -> None:
        seen.append(getattr(event_update, "update_id", 0))

    async def twice() -> bool:
        return len(seen) == 2

    async with rig.polling(dispatcher):
        [update_id] = (await rig.do("send", user=ALEX, text="Once"))["update_ids"]
        await rig.happens(lambda: _true(seen))
        await rig.do("redeliver", update_id=update_id)
        await rig.happens(twice)
    assert seen == [update_id, update_id]


async def _true(seen: list[int]) -> bool:
    return bool(seen)
