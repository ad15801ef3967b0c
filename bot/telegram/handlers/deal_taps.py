"""Buttons of past deals. What is shown takes the place of the message that was tapped."""

from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.coach.errors import CoachError
from bot.telegram import deal_buttons as b
from bot.telegram import deal_list
from bot.telegram import deal_view as view
from bot.telegram.handlers.tap import Tap
from bot.telegram.keyboards import Keyboard, RecalledTap, mark_of, recalled_parts
from bot.telegram.pending import Field, Pending
from bot.telegram.render import plain
from bot.telegram.split import Styled
from bot.texts import say
from knowledge.deals import CITATION, PastDeal
from knowledge.errors import UnknownDeal


def register(router: Router) -> None:
    """Add the handlers of these buttons to the router of taps."""
    router.callback_query.register(on_list, b.DealsTap.filter())
    router.callback_query.register(on_deal, b.DealTap.filter())
    router.callback_query.register(on_field, b.FieldTap.filter())
    router.callback_query.register(on_recalled, RecalledTap.filter())


async def on_list(query: CallbackQuery, callback_data: b.DealsTap, tap: Tap) -> None:
    """Show a page of the list."""
    del query
    page = await deal_list.page(tap.office.desk.deals, tap.user, callback_data)
    _show(tap, page.text, page.keyboard)


async def on_deal(query: CallbackQuery, callback_data: b.DealTap, tap: Tap) -> None:
    """Show a deal, what can be done with it, or do it."""
    del query
    deal = await tap.office.desk.deals.deal(str(tap.user.owner), callback_data.number)
    page, language = callback_data.page, tap.user.language
    match callback_data.do:
        case "open":
            _show(tap, view.card(deal, language), b.under_card(deal, page, language))
        case "edit":
            _show(tap, view.card(deal, language), b.fields(deal, page, language))
        case "ask":
            sure = say("deals.forget_sure", language, name=view.name(deal, language))
            _show(tap, plain(sure), b.forget_sure(deal, page, language))
        case "close":
            await _ask(tap, deal, None)
        case "forget":
            tap.answer("", partial(_forget, tap, deal, page))


async def on_field(query: CallbackQuery, callback_data: b.FieldTap, tap: Tap) -> None:
    """Ask for the new text of a field."""
    del query
    deal = await tap.office.desk.deals.deal(str(tap.user.owner), callback_data.number)
    await _ask(tap, deal, callback_data.field)


async def on_recalled(query: CallbackQuery, callback_data: RecalledTap, tap: Tap) -> None:
    """Show a deal that an answer recalled, below it."""
    del query
    row = await tap.row(callback_data.ask)
    if row is None:
        return
    parts = recalled_parts(row.answer) if row.answer else []
    ids = [p.citation.removeprefix(CITATION) for p in parts if mark_of(p) == callback_data.mark]
    deal = await tap.office.desk.deals.named(str(tap.user.owner), ids[0]) if ids else None
    if deal is None:
        tap.answer("telegram.gone")
    elif not await tap.repeated():
        language = tap.user.language
        buttons = b.under_card(deal, 0, language)
        send = partial(tap.office.sender.say, row.chat, view.card(deal, language))
        tap.answer("", partial(send, keyboard=buttons))


async def _ask(tap: Tap, deal: PastDeal, field: Field | None) -> None:
    """Ask for a text, which the user's next message is."""
    if await tap.repeated():
        return
    pending = Pending(deal.number, tap.update_id, field)
    await tap.office.users.change(tap.user, pending=pending.written)
    if pending.repeats(tap.asked):
        tap.answer("deals.asked_above")
        return
    name = "deals.ask_debrief" if field is None else f"deals.ask_{field.value}"
    question = plain(say(name, tap.user.language).strip())
    tap.answer("", partial(tap.office.sender.say, tap.user.owner, question))


async def _forget(tap: Tap, deal: PastDeal, page: int) -> None:
    language = tap.user.language
    try:
        cleared = await tap.office.forget(deal, tap.user)
        sentence = say("deals.forgotten" if cleared else "deals.clearing", language)
    except UnknownDeal:  # a double tap: the first one says it
        return
    except CoachError as error:
        sentence = say(error.text, language, **error.values)
    await _place(tap, plain(sentence), b.to_list(page, language))


def _show(tap: Tap, text: Styled, keyboard: Keyboard | None) -> None:
    tap.answer("", partial(_place, tap, text, keyboard))


async def _place(tap: Tap, text: Styled, keyboard: Keyboard | None) -> None:
    sender = tap.office.sender
    await sender.show(tap.user.owner, text, keyboard=keyboard, over=tap.message_id)
