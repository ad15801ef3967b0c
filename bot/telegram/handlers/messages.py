"""/check and /read: a message about to be sent, or one that was received, now or pasted next."""

from dataclasses import replace
from functools import partial

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, Update

from bot.coach.answer import Want
from bot.telegram.handlers.message_taps import QUESTIONS
from bot.telegram.handlers.once import writer
from bot.telegram.incoming import piece_of
from bot.telegram.office import Office
from bot.telegram.pending import Paste
from bot.telegram.render import plain
from bot.telegram.replies import take_pasted
from bot.texts import say

_COMMANDS = {"check": Want.CHECK, "read": Want.READ_MESSAGE}


def router() -> Router:
    """Return the router of these commands. What is stored as an ask is a repeat's only guard."""
    router = Router(name="messages")
    for name, want in _COMMANDS.items():
        router.message.register(partial(on_command, want=want), Command(name))
    return router


async def on_command(
    message: Message, command: CommandObject, event_update: Update, office: Office, want: Want
) -> None:
    """Take the text behind the command, or ask for one, which the next message is."""
    user = await writer(message, office)
    asked = Paste(want, user.conversation, event_update.update_id)
    text = (command.args or "").strip()
    if text:
        piece = piece_of(message, event_update.update_id)
        await take_pasted(office, replace(piece, text=text), user, asked)
    elif not await office.desk.journal.seen(event_update.update_id):
        await office.users.change(user, pending=asked.written)
        office.say(message.chat.id, plain(say(QUESTIONS[want], user.language)))
