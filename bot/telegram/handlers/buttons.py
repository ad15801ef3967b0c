"""Buttons. A tap is stored, then its spinner ends, then the work begins."""

from dataclasses import replace
from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.coach.answer import Answer, Ask, Tone
from bot.coach.errors import CoachError
from bot.coach.ports import Library
from bot.telegram import keyboards as k
from bot.telegram import render
from bot.telegram.handlers import deal_taps, message_taps, share_taps
from bot.telegram.handlers.tap import Tap, with_tap
from bot.texts import say
from knowledge.card import Card
from knowledge.errors import UnknownCard


def router() -> Router:
    """Return the router of taps; one that no button of ours makes is answered as well."""
    router = Router(name="buttons")
    router.callback_query.middleware(with_tap)
    router.callback_query.register(on_tone, k.ToneTap.filter())
    router.callback_query.register(on_now, k.NowTap.filter())
    router.callback_query.register(on_why, k.WhyTap.filter())
    router.callback_query.register(on_copy, k.CopyTap.filter())
    router.callback_query.register(on_again, k.AgainTap.filter())
    router.callback_query.register(on_role, k.RoleTap.filter())
    router.callback_query.register(on_example, k.ExampleTap.filter())
    router.callback_query.register(on_erase, k.EraseTap.filter())
    message_taps.register(router)
    share_taps.register(router)
    deal_taps.register(router)
    router.callback_query.register(on_unknown)
    return router


async def on_tone(query: CallbackQuery, callback_data: k.ToneTap, tap: Tap) -> None:
    """Word the same ask in another tone."""
    del query
    await tap.ask_again(callback_data.ask, partial(_in_tone, callback_data.tone))


async def on_now(query: CallbackQuery, callback_data: k.NowTap, tap: Tap) -> None:
    """Draft with what is known."""
    del query
    await tap.ask_again(callback_data.ask, _without_questions)


async def on_again(query: CallbackQuery, callback_data: k.AgainTap, tap: Tap) -> None:
    """Take up an ask that failed."""
    del query
    row = await tap.row(callback_data.ask)
    if row is not None and not await tap.office.again(row, tap.tapped):
        tap.answer("telegram.already")


async def on_why(query: CallbackQuery, callback_data: k.WhyTap, tap: Tap) -> None:
    """Show the cards behind an answer."""
    del query
    row = await tap.row(callback_data.ask)
    if row is None or await tap.repeated():
        return
    shown = _cards(row.answer, tap.office.desk.coach.library)
    if not shown:
        tap.answer("telegram.gone")
        return
    pages = render.cards(shown, shown[0].language)
    tap.answer("", partial(tap.office.sender.say, row.chat, *pages))


async def on_copy(query: CallbackQuery, callback_data: k.CopyTap, tap: Tap) -> None:
    """Send the draft alone: a long press copies a message everywhere."""
    del query
    row = await tap.row(callback_data.ask)
    if row is None or await tap.repeated():
        return
    if row.answer is None or not row.answer.draft:
        tap.answer("telegram.gone")
        return
    pages = render.draft_alone(row.answer.draft)
    tap.answer("", partial(tap.office.sender.say, row.chat, *pages))


async def on_role(query: CallbackQuery, callback_data: k.RoleTap, tap: Tap) -> None:
    """Remember the usual chair, and offer an example for it."""
    del query
    role, language = callback_data.role, tap.user.language
    await tap.office.users.change(tap.user, role=role)
    noted = render.plain(say(f"telegram.noted_{role.value}", language))
    send = partial(tap.office.sender.say, tap.user.owner, noted)
    tap.answer("", partial(send, keyboard=k.example(language, role)))


async def on_example(query: CallbackQuery, callback_data: k.ExampleTap, tap: Tap) -> None:
    """Run an example as if the user had written it."""
    del query
    text = say(f"telegram.example_{callback_data.role.value}", tap.user.language)
    if not await tap.office.example(text, tap.tapped):
        tap.answer("telegram.already")


async def on_erase(query: CallbackQuery, callback_data: k.EraseTap, tap: Tap) -> None:
    """Ask first, then erase everything, or nothing."""
    del query
    say_it = partial(tap.office.sender.say, tap.user.owner)
    language = tap.user.language
    if callback_data.step == "ask":
        sure = render.plain(say("telegram.erase_sure", language))
        tap.answer("", partial(say_it, sure, keyboard=k.erase_sure(language)))
    elif callback_data.step == "yes":
        tap.answer("", partial(_erase, tap))
    else:
        tap.answer("", partial(say_it, render.plain(say("telegram.erase_kept", language))))


async def on_unknown(query: CallbackQuery, tap: Tap) -> None:
    """Say that this button works no longer."""
    del query
    tap.answer("telegram.gone")


async def _erase(tap: Tap) -> None:
    language, owner = tap.user.language, tap.user.owner
    try:
        count = await tap.office.erase(owner, owner)
        sentence = say("telegram.erased", language, count=count)
    except CoachError as error:
        sentence = say(error.text, language, **error.values)
    await tap.office.sender.say(owner, render.plain(sentence))


def _in_tone(tone: Tone, ask: Ask) -> Ask:
    return replace(ask, tone=tone)


def _without_questions(ask: Ask) -> Ask:
    return replace(ask, draft_now=True)


def _cards(answer: Answer | None, library: Library) -> tuple[Card, ...]:
    """Return the cards that the shelf still holds; a citation may be a deal, or a card retired."""
    found: list[Card] = []
    if answer is None:
        return ()
    for card_id in answer.citations:
        try:
            found.append(library.card(card_id, answer.language))
        except UnknownCard:
            continue
    return tuple(found)
