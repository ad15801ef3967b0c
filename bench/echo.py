"""A plain aiogram echo, the yardstick of `overhead`. Imports nothing of ours."""

import asyncio

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

TOKEN = "1:bench"  # noqa: S105 - the stub's own


async def serve(address: str) -> None:
    """Send back each message until cancelled."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bot = Bot(TOKEN, session=session)
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    polling = asyncio.ensure_future(dispatcher.start_polling(bot, handle_signals=False))
    try:
        await asyncio.shield(polling)
    finally:
        await dispatcher.stop_polling()
        await polling
