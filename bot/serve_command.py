"""`python -m bot run`: serves Telegram by long polling until it is told to stop."""

import asyncio
import sys

from bot.doctor import beat
from bot.settings import Settings
from bot.texts import say

_BEAT_S = 15


async def run(settings: Settings) -> int:
    """Serve Telegram. Return 0 after a clean stop, 2 when no token is set."""
    from bot.telegram.app import Desk, serve  # noqa: PLC0415 - aiogram takes seconds to import
    from bot.wiring import build_engine, build_journal, clock  # noqa: PLC0415

    token = settings.telegram_token.get_secret_value()
    if not token:
        sys.stderr.write(say("cli.token_fix", settings.language) + "\n")
        return 2
    engine = build_engine(settings)
    journal = await build_journal(settings)
    desk = Desk(
        token=token,
        api=settings.telegram_api,
        coach=engine.coach,
        journal=journal,
        stream=settings.stream,
        clock=clock,
    )
    try:
        async with asyncio.TaskGroup() as group:
            background = [
                group.create_task(engine.load()),
                group.create_task(_beat(settings)),
            ]
            await serve(desk)
            for task in background:
                task.cancel()
    finally:
        await engine.close()
        await journal.close()
    return 0


async def _beat(settings: Settings) -> None:
    while True:
        beat(settings)
        await asyncio.sleep(_BEAT_S)
