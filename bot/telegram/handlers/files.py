"""Files of deals are taken in; for the rest, what to do instead. Nothing written is lost."""

from aiogram import Router
from aiogram.enums import ContentType
from aiogram.types import Message, Update

from bot.telegram.imports import holds_deals
from bot.telegram.incoming import piece_of
from bot.telegram.office import Office
from bot.telegram.render import plain
from bot.texts import say

_SENTENCES = {
    ContentType.PHOTO: "telegram.photo",
    ContentType.STICKER: "telegram.sticker",
    ContentType.VOICE: "telegram.voice",
    ContentType.AUDIO: "telegram.voice",
    ContentType.VIDEO_NOTE: "telegram.voice",
    ContentType.DOCUMENT: "telegram.document",
}


def router() -> Router:
    """Return the router of everything that is no text; it comes last."""
    router = Router(name="files")
    router.message.register(on_file)
    return router


async def on_file(message: Message, event_update: Update, office: Office) -> None:
    """Take deals in, or say that only text can be read; a caption is text, and is answered."""
    piece = piece_of(message, event_update.update_id)
    user = await office.users.of(piece.owner, piece.language)
    if piece.text or holds_deals(message.document):
        # A picture or a voice message leaves the question open: it is answered in writing next.
        user = await office.users.stop_asking(user, piece.update_id)
    if piece.text:
        fresh = await office.take(piece)
    else:
        fresh = not await office.desk.journal.seen(event_update.update_id)
    if fresh and message.document is not None and holds_deals(message.document):
        office.imports.begin(message.document, user)
    elif fresh:
        sentence = _SENTENCES.get(ContentType(message.content_type), "telegram.other")
        office.say(message.chat.id, plain(say(sentence, user.language)))
