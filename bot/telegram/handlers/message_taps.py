"""Buttons under an answer: check a message of one's own, correct what was understood, redo."""

from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.coach.answer import Ask, Want
from bot.telegram import keyboards as k
from bot.telegram.figures import decided, figures_of
from bot.telegram.handlers.tap import Tap
from bot.telegram.pending import Paste
from bot.telegram.render import plain
from bot.texts import say

QUESTIONS = {Want.CHECK: "check.paste", Want.READ_MESSAGE: "telegram.read_paste"}
"""How a message is asked for."""


def register(router: Router) -> None:
    """Add the handlers of these buttons to the router of taps."""
    router.callback_query.register(on_check, k.CheckTap.filter())
    router.callback_query.register(on_correct, k.CorrectTap.filter())
    router.callback_query.register(on_figure, k.FigureTap.filter())
    router.callback_query.register(on_redo, k.RedoTap.filter())


async def on_check(query: CallbackQuery, callback_data: k.CheckTap, tap: Tap) -> None:
    """Ask for the message, which is checked against the limits of this answer's deal."""
    del query
    row = await tap.row(callback_data.ask)
    if row is None or await tap.repeated():
        return
    asked = Paste(Want.CHECK, row.conversation, tap.update_id)
    await tap.office.users.change(tap.user, pending=asked.written)
    if asked.repeats(tap.asked):
        tap.answer("deals.asked_above")
        return
    question = plain(say(QUESTIONS[Want.CHECK], tap.user.language))
    tap.answer("", partial(tap.office.sender.say, row.chat, question))


async def on_correct(query: CallbackQuery, callback_data: k.CorrectTap, tap: Tap) -> None:
    """Show the figures of the user's own words, each with its lock."""
    del query
    row = await tap.row(callback_data.ask)
    if row is None or await tap.repeated():
        return
    if await figures_of(row.ask):
        tap.answer("", partial(_show, tap, row.id, over=None))
    else:
        tap.answer("telegram.no_figures")


async def on_figure(query: CallbackQuery, callback_data: k.FigureTap, tap: Tap) -> None:
    """Lock a figure or unlock it; the stored ask remembers, so that what follows does too."""
    del query
    row = await tap.row(callback_data.ask)
    if row is None or await tap.repeated():
        return
    shown = await figures_of(row.ask)
    if callback_data.place >= len(shown):
        tap.answer("telegram.gone")
        return
    ask = decided(row.ask, shown[callback_data.place], keep=callback_data.keep)
    await tap.office.desk.journal.corrected(row.owner, row.id, ask)
    tap.answer("", partial(_show, tap, row.id, over=tap.message_id))


async def on_redo(query: CallbackQuery, callback_data: k.RedoTap, tap: Tap) -> None:
    """Answer again, with the figures as they are locked now."""
    del query
    await tap.ask_again(callback_data.ask, _as_it_is)


async def _show(tap: Tap, ask_id: int, *, over: int | None) -> None:
    # Read anew: of two quick taps the later picture holds both.
    row = await tap.office.desk.journal.ask(tap.user.owner, ask_id)
    if row is None:
        return
    language = row.answer.language if row.answer else tap.user.language
    buttons = k.figures(await figures_of(row.ask), row.id, language)
    sentence = plain(say("telegram.correct", language))
    await tap.office.sender.show(row.chat, sentence, keyboard=buttons, over=over)


def _as_it_is(ask: Ask) -> Ask:
    return ask
