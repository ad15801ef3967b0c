"""The outermost edge of an update: the user hears of a failure, the log gets its class only."""

import logging

from aiogram.types import ErrorEvent

from bot.coach.errors import CoachError
from bot.telegram.office import Office
from bot.telegram.render import plain
from bot.telegram.users import language_of
from bot.texts import say
from knowledge.card import Language
from knowledge.errors import KnowledgeError

log = logging.getLogger(__name__)


async def on_error(event: ErrorEvent, office: Office) -> bool:
    """Log the class of what went wrong and tell the user in one sentence."""
    error = event.exception
    name = error.text if isinstance(error, CoachError | KnowledgeError) else ""
    log.error("an update failed: %s %s", type(error).__name__, name)
    message = event.update.message or event.update.callback_query
    if message is not None and message.from_user is not None:
        language = language_of(message.from_user.language_code)
        office.say(message.from_user.id, plain(_in_words(error, language)))
    return True


def _in_words(error: Exception, language: Language) -> str:
    if isinstance(error, KnowledgeError):
        return error.in_words(language)
    if isinstance(error, CoachError):
        return say(error.text, language, **error.values)
    return say("telegram.not_taken", language)
