"""Rows of deals as values and back, and the changes that several methods share."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row

from bot.store import deal_statements as statements
from bot.store.errors import UnreadableRow
from bot.store.statements import FIND_CONVERSATION
from knowledge.card import Language, Role
from knowledge.deals import PastDeal

_TEXTS = ("counterpart", "subject", "notes", "outcome", "lesson")
_BITS = 62


def past_deal(row: Row[Any]) -> PastDeal:
    """Return the deal that a row holds.

    Raises UnreadableRow for a language or role of another version, and figures that are no list.
    """
    try:
        return PastDeal(
            owner=row.owner,
            id=row.id,
            day=row.day,
            language=Language(row.language),
            role=None if row.role is None else Role(row.role),
            figures=tuple(map(str, json.loads(row.figures))),
            conversation=row.conversation,
            number=row.number,
            **{name: getattr(row, name) for name in _TEXTS},
        )
    except (ValueError, TypeError):
        # Not chained: the message would quote what the row holds.
        raise UnreadableRow from None


def readable(row: Row[Any]) -> PastDeal | None:
    """Return the deal that a row holds, or None where this version cannot read it."""
    try:
        return past_deal(row)
    except UnreadableRow:
        return None


def values_of(deal: PastDeal) -> dict[str, Any]:
    """Return the columns that a deal fills. Raises UnreadableRow for lone surrogates."""
    values: dict[str, Any] = {name: getattr(deal, name) for name in _TEXTS}
    values |= {
        "day": deal.day,
        "language": deal.language.value,
        "role": None if deal.role is None else deal.role.value,
        "figures": json.dumps(deal.figures, ensure_ascii=False),
        "change": draw(),
    }
    _refuse_unwritable(value for value in values.values() if isinstance(value, str))
    return values


def draw() -> int:
    """Return a number that was never used before.

    Drawn and not counted: a count begins anew after an erasure, and would take a search that was
    prepared before it for one of now.
    """
    return secrets.randbits(_BITS)


def add(connection: Connection, deal: PastDeal, *, by_hand: bool) -> int:
    """Store a new deal with its outbox row; return its number."""
    named = {
        "owner": deal.owner,
        "id": deal.id,
        "conversation": deal.conversation,
        "by_hand": by_hand,
    }
    number: int = connection.execute(statements.ADD, values_of(deal) | named).scalar_one()
    note_change(connection, deal.owner, number)
    return number


def write(connection: Connection, deal: PastDeal, *, by_hand: bool) -> bool:
    """Replace a deal by its number and owner, with its outbox row; tell whether it was there."""
    values = {f"new_{name}": value for name, value in values_of(deal).items()}
    values |= {"whose": deal.owner, "which": deal.number, "new_by_hand": by_hand}
    if connection.execute(statements.WRITE, values).rowcount != 1:
        return False
    note_change(connection, deal.owner, deal.number)
    return True


def note_change(connection: Connection, owner: str, *numbers: int) -> None:
    """Put deals into the outbox, and tell readers of the owner's deals that these changed."""
    if numbers:
        connection.execute(statements.OUTBOX, [{"number": number} for number in numbers])
    connection.execute(statements.REVISE, {"owner": owner, "revision": draw()})


def remember(connection: Connection, deal: PastDeal, ask: Mapping[str, int]) -> None:
    """Store a deal as an answered ask tells it, unless its user has taken it in hand.

    A closed deal comes from the user's own debrief, so it always counts. A new one is tied to the
    conversation of the ask, so that forgetting it reaches what was said there.
    """
    row = connection.execute(
        statements.FIND_NAMED, {"whose": deal.owner, "name": deal.id}
    ).one_or_none()
    if row is None:
        talk = connection.execute(FIND_CONVERSATION, ask).scalar_one()
        add(connection, replace(deal, conversation=talk), by_hand=deal.closed)
    elif row.by_hand and not deal.closed:
        this = {"whose": deal.owner, "which": row.number}
        connection.execute(statements.MOVE_DAY, this | {"new_day": deal.day})
        note_change(connection, deal.owner)
    else:
        write(connection, replace(deal, number=row.number), by_hand=deal.closed)


def erase_all(connection: Connection, owner: str) -> None:
    """Delete every deal of an owner with its vectors and outbox row."""
    connection.execute(statements.ERASE_ALL, {"whose": owner})
    connection.execute(statements.ERASE_OWNER, {"whose": owner})


def _refuse_unwritable(texts: Iterable[str]) -> None:
    try:
        for text in texts:
            text.encode()
    except UnicodeEncodeError:
        # Not chained: the message would quote the text, and the text is the user's.
        raise UnreadableRow from None
