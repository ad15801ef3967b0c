"""Free text, the way in: the user's own words, or a forwarded message of the counterpart."""

from aiogram import Router
from aiogram.types import Message, Update

from bot.telegram.handlers.filters import is_free_text
from bot.telegram.incoming import piece_of
from bot.telegram.office import Office
from bot.telegram.replies import take_text


def router() -> Router:
    """Return the router of free text."""
    router = Router(name="text")
    router.message.register(on_text, is_free_text)
    return router


async def on_text(message: Message, event_update: Update, office: Office) -> None:
    """Store the message and have it answered, unless it answers what the bot asked."""
    await take_text(office, piece_of(message, event_update.update_id))
