"""`python -m bot run`: serves Telegram by long polling until it is told to stop."""

import asyncio
import sys
from typing import TYPE_CHECKING

from bot.heartbeat import beat
from bot.settings import Settings
from bot.texts import say

if TYPE_CHECKING:
    from bot.wiring import Engine

_BEAT_S = 15


async def run(settings: Settings) -> int:
    """Serve Telegram. Return 0 after a clean stop, 1 on a refused token, 2 when none is set."""
    from bot.telegram.app import Desk, TokenRefused, serve  # noqa: PLC0415 - seconds of imports
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
    background = asyncio.gather(_load_and_keep(engine), _beat(settings))
    try:
        await serve(desk)
    except TokenRefused as error:
        sys.stderr.write(say(error.text, settings.language) + "\n")
        return 1
    finally:
        background.cancel()
        await engine.close()
        await journal.close()
    return 0


async def _load_and_keep(engine: "Engine") -> None:
    await engine.load()
    await engine.keep()


async def _beat(settings: Settings) -> None:
    while True:
        beat(settings)
        await asyncio.sleep(_BEAT_S)
