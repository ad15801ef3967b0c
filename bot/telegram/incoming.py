"""From what arrives to an Ask: new, merged into one that waits, or the next of a conversation."""

from dataclasses import dataclass, replace
from datetime import date

from aiogram.types import Message, MessageOriginUser

from bot.coach.answer import Ask, Tone, Want
from bot.coach.coach import joins
from bot.coach.journal import AskRow, User
from bot.coach.understand import is_aside, is_of
from bot.coach.understand.split import split
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


def ask_to_read(piece: Piece, user: User, today: date) -> Ask:
    """Return the ask to read a message that the user received; it opens a conversation."""
    theirs = replace(piece, received=True)
    return replace(first_ask(theirs, user, today), want=Want.READ_MESSAGE)


def ask_to_check(previous: Ask | None, piece: Piece, user: User, today: date) -> Ask:
    """Return the ask to check a message, its last text, against the limits said before it."""
    own = replace(piece, received=False)
    ask = first_ask(own, user, today) if previous is None else next_ask(previous, own, user, today)
    return replace(ask, want=Want.CHECK, tone=Tone.PLAIN)


def told(ask: Ask) -> Ask:
    """Return what an ask tells of its deal: not a message to check, nor that one is to be read."""
    if ask.want is Want.CHECK:
        return replace(ask, texts=ask.texts[:-1], want=None)
    return replace(ask, want=None) if ask.want is Want.READ_MESSAGE else ask


def follows(piece: Piece, row: AskRow) -> bool:
    """Tell whether a message goes on with the conversation of which this is the newest ask."""
    ask = told(row.ask)
    if not (ask.texts or ask.received):
        return False
    answer = None if row.ask.want is Want.CHECK else row.answer
    return joins(piece.text, ask, answer) or _answers_reading(piece, ask)


def _answers_reading(piece: Piece, ask: Ask) -> bool:
    """Tell whether a message says what its user wants where only the counterpart has spoken.

    A reading asks for it, so two prices of their own begin nothing new.
    """
    theirs = not any(split(text).own for text in ask.texts)
    own = not piece.received and not split(piece.text).received
    return theirs and own and not is_aside(piece.text) and is_of(piece.text, ask)


def merged(ask: Ask, piece: Piece, *, at_once: bool) -> Ask:
    """Return a waiting ask with one more message: the rest of a cut text, or an addition.

    `at_once` says that it came as fast as only the rest of a cut text does.
    """
    if piece.received:
        return replace(ask, received="\n\n".join(filter(None, (ask.received, piece.text))))
    if ask.texts and (is_cut(ask.texts[-1]) or ask.want is Want.CHECK):
        return replace(ask, texts=(*ask.texts[:-1], f"{ask.texts[-1]}\n{piece.text}"))
    if at_once and ask.want is Want.READ_MESSAGE and ask.received and is_cut(ask.received):
        return replace(ask, received=f"{ask.received}\n{piece.text}")
    ask = told(ask)
    return replace(ask, texts=(*ask.texts, piece.text))


def next_ask(previous: Ask, piece: Piece, user: User, today: date) -> Ask:
    """Return the ask that completes or corrects the previous one of the same conversation."""
    previous, said = told(previous), first_ask(piece, user, today)
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
    return piece.received or is_cut(piece.text)


def is_cut(text: str) -> bool:
    """Tell whether a text is so long that a client may have cut it there."""
    return units(text) >= _CUT_UNITS


def length(ask: Ask) -> int:
    """Return the characters of an ask."""
    return sum(map(len, ask.texts)) + len(ask.received or "")
