"""/new, /cancel, /help, /privacy, the Stop button of a draft, and commands that do not exist."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, MessageGenerationStopped

from bot.telegram import keyboards
from bot.telegram.handlers.filters import is_command
from bot.telegram.handlers.once import ends_question, only_once, writer
from bot.telegram.office import Office
from bot.telegram.pending import Paste, Question
from bot.telegram.render import plain
from bot.texts import say


def router() -> Router:
    """Return the router of commands."""
    router = Router(name="commands")
    router.message.middleware(only_once)
    router.message.middleware(ends_question)
    router.message.register(on_new, Command("new"))
    router.message.register(on_cancel, Command("cancel"))
    router.message.register(on_help, Command("help"))
    router.message.register(on_privacy, Command("privacy"))
    router.message.register(on_unknown, is_command)
    router.stopped_message_generation.register(on_stop)
    return router


async def on_new(message: Message, office: Office) -> None:
    """Begin a conversation that knows nothing of the one before."""
    user = await writer(message, office)
    await office.move_on(user)
    office.say(message.chat.id, plain(say("telegram.new", user.language)))


async def on_cancel(message: Message, office: Office, asked: Question | None = None) -> None:
    """Stop the answer being made and drop what waits; a running answer says so itself.

    What the user was asked is dropped before this, and an answer goes on that was not meant.
    """
    user = await writer(message, office)
    if isinstance(asked, Paste):
        sentence: str | None = "telegram.paste_left"
    else:
        sentence = "deals.left" if asked else await office.cancel(user.owner, message.chat.id)
    if sentence is not None:
        office.say(message.chat.id, plain(say(sentence, user.language)))


async def on_help(message: Message, office: Office) -> None:
    """Show by example what can be asked."""
    language = (await writer(message, office)).language
    office.say(message.chat.id, plain(say("telegram.help", language)))


async def on_privacy(message: Message, office: Office) -> None:
    """Say what is stored, and offer to erase it."""
    language = (await writer(message, office)).language
    buttons = keyboards.erase(language)
    office.say(message.chat.id, plain(say("telegram.privacy", language)), keyboard=buttons)


async def on_unknown(message: Message, office: Office) -> None:
    """Say which commands there are."""
    language = (await writer(message, office)).language
    office.say(message.chat.id, plain(say("telegram.unknown_command", language)))


async def on_stop(event: MessageGenerationStopped, office: Office) -> None:
    """Stop the answer whose draft the user stopped; a late tap finds nothing to stop."""
    office.lanes.stop_draft(event.chat.id, event.draft_id)
