"""What Telegram shows before the first word: commands and descriptions, per language."""

import logging
from collections.abc import Awaitable

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import BotCommand

from bot.texts import say
from knowledge.card import Language

log = logging.getLogger(__name__)
_COMMANDS = (
    "start",
    "new",
    "check",
    "read",
    "deals",
    "cancel",
    "import",
    "export",
    "forget",
    "help",
    "privacy",
)


async def present(bot: Bot) -> None:
    """Set commands and descriptions: English for everyone, French for French clients.

    A failure is logged and harmless: the profile of the last start stays.
    """
    for language, code in ((Language.EN, None), (Language.FR, "fr")):
        commands = [
            BotCommand(command=name, description=say(f"telegram.command_{name}", language))
            for name in _COMMANDS
        ]
        description = say("telegram.description", language)
        short = say("telegram.short_description", language)
        await _try(bot.set_my_commands(commands, language_code=code))
        await _try(bot.set_my_description(description, language_code=code))
        await _try(bot.set_my_short_description(short, language_code=code))


async def _try(call: Awaitable[bool]) -> None:
    try:
        await call
    except (AiogramError, TypeError) as error:
        log.warning("the profile was not updated: %s", type(error).__name__)
