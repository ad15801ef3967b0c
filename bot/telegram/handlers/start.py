"""/start: a welcome in the client's language, the two chairs, one example that really runs."""

from aiogram import Router
from aiogram.filters import CommandStart
from aiogram.types import Message

from bot.telegram import keyboards
from bot.telegram.handlers.once import ends_question, only_once
from bot.telegram.office import Office
from bot.telegram.render import plain
from bot.telegram.users import language_of
from bot.texts import say


def router() -> Router:
    """Return the router of /start."""
    router = Router(name="start")
    router.message.middleware(only_once)
    router.message.middleware(ends_question)
    router.message.register(on_start, CommandStart())
    return router


async def on_start(message: Message, office: Office) -> None:
    """Welcome the user in the language of their client, and begin a new conversation.

    The welcome asks for a situation: what was said of an earlier one is no part of it.
    """
    language = language_of(message.from_user.language_code if message.from_user else None)
    known = await office.users.of(message.chat.id, language)
    user = await office.users.change(known, language=language)
    await office.move_on(user)
    welcome = plain(say("telegram.welcome", language))
    office.say(message.chat.id, welcome, keyboard=keyboards.roles(language, user.role))
