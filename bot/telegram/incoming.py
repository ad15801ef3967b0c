"""From what arrives to an Ask: new, merged into one that waits, or the next of a conversation."""

from dataclasses import dataclass, replace
from datetime import date

from aiogram.types import Message, MessageOriginUser

from bot.coach.answer import Ask
from bot.coach.journal import User
from bot.telegram.split import units
from bot.telegram.users import language_of
from knowledge.card import Language

_CUT_UNITS = 3500
"""Clients cut a pasted text into messages of 4096 units, or a little less at a line's end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One message of a user. `received` is true for a forwarded one: the counterpart wrote it."""

    update_id: int
    owner: int
    chat: int
    language: Language
    text: str
    received: bool = False
    forwarded: bool = False
    """True for one's own words as well, when they were forwarded."""


def piece_of(message: Message, update_id: int) -> Piece:
    """Return the text, or the caption, of a private message."""
    user = message.from_user
    origin = message.forward_origin
    own = isinstance(origin, MessageOriginUser) and origin.sender_user.id == message.chat.id
    return Piece(
        update_id=update_id,
        owner=user.id if user else message.chat.id,
        chat=message.chat.id,
        language=language_of(user.language_code if user else None),
        text=message.text or message.caption or "",
        received=origin is not None and not own,
        forwarded=origin is not None,
    )


def first_ask(piece: Piece, user: User, today: date) -> Ask:
    """Return the ask that opens a conversation."""
    return Ask(
        texts=() if piece.received else (piece.text,),
        received=piece.text if piece.received else None,
        today=today,
        default_language=user.language,
        default_role=user.role,
        owner=str(user.owner),
        deal=f"c{user.conversation}",
    )


def merged(ask: Ask, piece: Piece) -> Ask:
    """Return a waiting ask with one more message: the rest of a cut text, or an addition."""
    if piece.received:
        return replace(ask, received="\n\n".join(filter(None, (ask.received, piece.text))))
    if ask.texts and units(ask.texts[-1]) >= _CUT_UNITS:
        return replace(ask, texts=(*ask.texts[:-1], f"{ask.texts[-1]}\n{piece.text}"))
    return replace(ask, texts=(*ask.texts, piece.text))


def next_ask(previous: Ask, piece: Piece, user: User, today: date) -> Ask:
    """Return the ask that completes or corrects the previous one of the same conversation."""
    said = first_ask(piece, user, today)
    return replace(
        previous,
        texts=(*previous.texts, *said.texts),
        received=said.received or previous.received,
        today=today,
        default_language=user.language,
        default_role=user.role,
        owner=said.owner,
        deal=previous.deal or said.deal,
    )


def has_more(piece: Piece) -> bool:
    """Tell whether more is likely to follow at once: the rest of a cut text, or a comment."""
    return piece.received or units(piece.text) >= _CUT_UNITS


def length(ask: Ask) -> int:
    """Return the characters of an ask."""
    return sum(map(len, ask.texts)) + len(ask.received or "")
