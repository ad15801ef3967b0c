"""`python -m bot run`: serves Telegram by long polling until it is told to stop."""

import asyncio
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.coach.errors import CoachError
from bot.heartbeat import beat
from bot.settings import Settings
from bot.texts import say

if TYPE_CHECKING:
    from bot.wiring import House

log = logging.getLogger(__name__)
_BEAT_S = 15


async def run(settings: Settings) -> int:
    """Serve Telegram until it is told to stop.

    Returns 0 after a clean stop, 2 when no token is set, and 1, with a sentence, when the token is
    refused or the database or the name of the model cannot be used.
    """
    token = settings.telegram_token.get_secret_value()
    if not token:
        sys.stderr.write(say("cli.token_fix", settings.language) + "\n")
        return 2
    try:
        await _serve(settings, token)
    except CoachError as error:
        sys.stderr.write(say(error.text, settings.language, **error.values) + "\n")
        return 1
    return 0


async def _serve(settings: Settings, token: str) -> None:
    from bot.telegram.app import Desk, serve  # noqa: PLC0415 - seconds of imports
    from bot.wiring import clock, open_house  # noqa: PLC0415

    async with open_house(settings) as house:
        desk = Desk(
            token=token,
            api=settings.telegram_api,
            coach=house.engine.coach,
            journal=house.journal,
            deals=house.journal.deals,
            nudge=house.memory.nudge,
            stream=settings.stream,
            review=settings.review,
            clock=clock,
        )
        background = asyncio.gather(_load_and_keep(house), _beat(settings))
        try:
            await serve(desk)
        finally:
            background.cancel()
            (ended,) = await asyncio.gather(background, return_exceptions=True)
            if isinstance(ended, Exception):
                log.warning("loading ended early: %s", type(ended).__name__)


async def _load_and_keep(house: "House") -> None:
    await house.engine.load()
    await house.keep()


async def _beat(settings: Settings) -> None:
    while True:
        # A full disk stops the signs of life, which the health check is there to see.
        with suppress(OSError):
            beat(settings)
        await asyncio.sleep(_BEAT_S)
