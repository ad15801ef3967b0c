"""Buttons of past deals. Each carries the store's number of the deal, never a word of it."""

from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from pydantic import Field as Limits

from bot.telegram import deal_view as view
from bot.telegram.keyboards import EraseTap, Keyboard
from bot.telegram.pending import Field
from bot.texts import say
from knowledge.card import Language
from knowledge.deals import PastDeal

# A forged number that no database holds is no button of ours.
Number = Annotated[int, Limits(ge=0, le=2**62)]
Page = Annotated[int, Limits(ge=0, le=2**31)]
Do = Literal["open", "edit", "close", "ask", "forget"]


class DealsTap(CallbackData, prefix="deals"):
    """A page of the list, to open a deal of it or to erase one."""

    page: Page
    to: Literal["open", "ask"]


class DealTap(CallbackData, prefix="deal"):
    """Something to do with one deal; `page` is the page of the list to go back to."""

    number: Number
    do: Do
    page: Page = 0


class FieldTap(CallbackData, prefix="field"):
    """A field of a deal, to be written anew."""

    number: Number
    field: Field


def pages(deals: tuple[PastDeal, ...], tap: DealsTap, last: int, language: Language) -> Keyboard:
    """Return a page of the list: a button per deal, and those to the pages beside it."""
    rows = [[_labelled(view.label(deal, language), _of(deal, tap.to, tap.page))] for deal in deals]
    turn: list[InlineKeyboardButton] = []
    if tap.page > 0:
        turn.append(_tap("deals.button_previous", language, _beside(tap, -1)))
    if tap.page < last:
        turn.append(_tap("deals.button_next", language, _beside(tap, +1)))
    return Keyboard(inline_keyboard=[*rows, turn] if turn else rows)


def under_card(deal: PastDeal, page: int, language: Language) -> Keyboard:
    """Return what can be done with a deal."""
    close = "deals.button_redo" if deal.closed else "deals.button_close"
    edit = _tap("deals.button_edit", language, _of(deal, "edit", page))
    forget = _tap("deals.button_forget", language, _of(deal, "ask", page))
    rows = [
        [edit, forget],
        [_tap(close, language, _of(deal, "close", page))],
        [_back(page, language)],
    ]
    return Keyboard(inline_keyboard=rows)


def fields(deal: PastDeal, page: int, language: Language) -> Keyboard:
    """Return the fields that can be written anew, two in a row."""
    buttons = [
        _tap(f"deals.field_{field.value}", language, FieldTap(number=deal.number, field=field))
        for field in Field
    ]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    back = _tap("deals.button_back", language, _of(deal, "open", page))
    return Keyboard(inline_keyboard=[*rows, [back]])


def forget_sure(deal: PastDeal, page: int, language: Language) -> Keyboard:
    """Return the confirmation of erasing one deal."""
    yes = _tap("deals.button_forget_yes", language, _of(deal, "forget", page))
    no = _tap("deals.button_forget_no", language, _of(deal, "open", page))
    return Keyboard(inline_keyboard=[[yes], [no]])


def forget_what(language: Language) -> Keyboard:
    """Return the choice between one deal and everything."""
    one = _tap("deals.button_forget_one", language, DealsTap(page=0, to="ask"))
    everything = _tap("telegram.button_erase", language, EraseTap(step="ask"))
    return Keyboard(inline_keyboard=[[one], [everything]])


def to_list(page: int, language: Language) -> Keyboard:
    """Return the way back to the list."""
    return Keyboard(inline_keyboard=[[_back(page, language)]])


def _of(deal: PastDeal, do: Do, page: int) -> DealTap:
    return DealTap(number=deal.number, do=do, page=page)


def _beside(tap: DealsTap, step: int) -> DealsTap:
    return DealsTap(page=tap.page + step, to=tap.to)


def _back(page: int, language: Language) -> InlineKeyboardButton:
    return _tap("deals.button_list", language, DealsTap(page=page, to="open"))


def _tap(sentence: str, language: Language, data: CallbackData) -> InlineKeyboardButton:
    return _labelled(say(sentence, language), data)


def _labelled(text: str, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data.pack())
