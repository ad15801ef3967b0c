"""The outermost edge of an update: the user hears of a failure, the log gets its class only."""

import logging

from aiogram.types import ErrorEvent

from bot.coach.errors import CoachError
from bot.telegram.office import Office
from bot.telegram.render import plain
from bot.telegram.users import language_of
from bot.texts import say

log = logging.getLogger(__name__)


async def on_error(event: ErrorEvent, office: Office) -> bool:
    """Log the class of what went wrong and tell the user in one sentence."""
    error = event.exception
    name, values = "telegram.not_taken", {}
    if isinstance(error, CoachError):
        name, values = error.text, dict(error.values)
    log.error("an update failed: %s %s", type(error).__name__, name)
    message = event.update.message or event.update.callback_query
    if message is not None and message.from_user is not None:
        language = language_of(message.from_user.language_code)
        office.say(message.from_user.id, plain(say(name, language, **values)))
    return True
