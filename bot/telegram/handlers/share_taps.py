"""Show an answer to a coach: what would be sent, word for word; sent only after a yes."""

import asyncio
from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.coach.errors import Unusable
from bot.coach.journal import AskRow
from bot.coach.practice import Practice, anonymous
from bot.telegram import keyboards as k
from bot.telegram import render
from bot.telegram.handlers.tap import Tap
from bot.texts import say


def register(router: Router) -> None:
    """Add the handler of these buttons to the router of taps."""
    router.callback_query.register(on_share, k.ShareTap.filter())


async def on_share(query: CallbackQuery, callback_data: k.ShareTap, tap: Tap) -> None:
    """Show the preview, send what it showed, or send nothing. Each answer is asked for anew."""
    del query
    row = await tap.row(callback_data.ask)
    if row is None or await tap.repeated():
        return
    if callback_data.step == "no":
        tap.answer("practice.kept")
        return
    shared = await _shared(row) if tap.office.desk.review else None
    if shared is None:
        tap.answer("telegram.gone")
    elif callback_data.step == "look":
        buttons = k.sharing(row.id, shared.language)
        pages = render.preview(shared)
        tap.answer("", partial(tap.office.sender.say, row.chat, *pages, keyboard=buttons))
    else:
        await tap.office.desk.journal.share(row.owner, row.id, shared)
        sent = render.plain(say("practice.sent", shared.language))
        tap.answer("", partial(tap.office.sender.say, row.chat, sent))


async def _shared(row: AskRow) -> Practice | None:
    if row.answer is None:
        return None
    try:
        return await asyncio.to_thread(anonymous, row.ask, row.answer)
    except Unusable:
        return None
