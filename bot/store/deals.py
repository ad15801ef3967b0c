"""The port `DealBook` on SQL: the user's past deals, in the same file as their conversations."""

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.exc import IntegrityError

from bot.coach.answer import Answer
from bot.store import codec, deal_rows
from bot.store import deal_statements as statements
from bot.store.on_database import OnDatabase
from knowledge.deals import MOST_DEALS, PastDeal
from knowledge.deals.book import BroughtIn, Holding, Waiting
from knowledge.deals.line import named_by_content
from knowledge.errors import BadDeals, DealExists, DealFault, UnknownDeal

log = logging.getLogger(__name__)
# No owner has an empty name: its row tells that all deals are being indexed anew.
_ALL_ANEW = {"whose": ""}
# How a Telegram id is written, and nothing else: int() would also read "007" and "٧" as one.
_OF_THE_CHAT = re.compile("[1-9][0-9]{0,17}")


class SqlDealBook(OnDatabase):
    """Past deals in a SQL database; every method may raise a StoreError.

    Texts and vectors share the database file, so one erasure reaches both: see
    docs/decisions.md. A change and its outbox row are one commit.
    """

    async def add(self, deal: PastDeal) -> PastDeal:
        """Store a new deal, its user's own work, and return it with its number.

        Raises DealExists.
        """

        def store(connection: Connection) -> int:
            return deal_rows.add(connection, deal, by_hand=True)

        try:
            number = await self._database.write(store)
        except IntegrityError:
            # Not chained: the error holds the statement's texts.
            raise DealExists(deal.id) from None
        return replace(deal, number=number)

    async def save(self, deal: PastDeal) -> PastDeal:
        """Replace the deal with this owner and number. Raises UnknownDeal."""
        found = await self._write(
            lambda connection: deal_rows.write(connection, deal, by_hand=True)
        )
        if not found:
            raise UnknownDeal
        return deal

    async def deal(self, owner: str, number: int) -> PastDeal:
        """Return one deal of this owner. Raises UnknownDeal."""
        found = await self._one(statements.FIND, {"whose": owner, "which": number})
        if found is None:
            raise UnknownDeal
        return found

    async def named(self, owner: str, deal_id: str) -> PastDeal | None:
        """Return the deal of this owner with this id, or None."""
        return await self._one(statements.FIND_NAMED, {"whose": owner, "name": deal_id})

    async def page(self, owner: str, *, start: int, count: int) -> tuple[PastDeal, ...]:
        """Return `count` deals from place `start`, most recent first."""
        values = {"whose": owner, "start": start, "most": count}
        rows = await self._rows(statements.PAGE, values)
        return tuple(map(deal_rows.past_deal, rows))

    async def count(self, owner: str) -> int:
        """Return how many deals this owner has."""
        return await self._read(
            lambda connection: connection.execute(statements.COUNT, {"whose": owner}).scalar_one()
        )

    async def bring_in(self, owner: str, deals: Sequence[PastDeal]) -> BroughtIn:
        """Store all these deals of the owner in one commit, or none of them.

        A known id is replaced by what comes; its conversation stays. But conversations number
        their deals from c1 for every user, and anew after an erasure: where a conversation's deal
        has another counterpart and another subject than what comes, what comes is another deal,
        and is kept under an id made of its own and its content: the same at every import. Raises
        BadDeals when the owner would then have more than MOST_DEALS.
        """
        mine = [replace(deal, owner=owner) for deal in deals]
        return await self._write(lambda connection: _bring_in(connection, owner, mine))

    async def forget(self, owner: str, number: int) -> None:
        """Erase one deal, and all that repeats it, from the disk.

        That is: its vectors, the conversation that it was born from, debriefs of it, and what
        answers in other conversations recalled of it. Raises EraseUnfinished when another program
        keeps the log open: call it again. Raises UnknownDeal where no such deal is left, in the
        rows and in the log.
        """
        found = await self._write(lambda connection: _forget(connection, owner, number))
        await self._clear_log()
        if not found:
            raise UnknownDeal

    async def revision(self, owner: str) -> int:
        """Return a number drawn anew with every change to what this owner's search reads."""
        found = await self._read(
            lambda connection: connection.execute(statements.REVISION, {"whose": owner}).scalar()
        )
        return found or 0

    async def holdings(self, owner: str, engine: str) -> tuple[Holding, ...]:
        """Return all deals of the owner, with the vectors that `engine` made of them."""
        rows = await self._rows(statements.HOLDINGS, {"whose": owner, "engine": engine})
        return tuple(Holding(deal_rows.past_deal(row), row.vectors or b"") for row in rows)

    async def backlog(self, engine: str) -> int:
        """Return how many deals of all owners wait for vectors."""
        return await self._read(lambda connection: _backlog(connection, engine))

    async def waiting(self, engine: str, limit: int, after: int = 0) -> tuple[Waiting, ...]:
        """Return deals whose vectors are missing, old or another engine's, of all owners.

        They come by number, all above `after`. One that cannot be read is named in the log by its
        number and passed over: it must not keep the others waiting.
        """
        found: list[Waiting] = []
        values = {"engine": engine, "most": limit}
        while not found and (
            rows := await self._rows(statements.WAITING, values | {"after": after})
        ):
            for row in rows:
                if deal := deal_rows.readable(row):
                    found.append(Waiting(deal, row.change))
                else:
                    log.warning("deal %d cannot be read and is not indexed", row.number)
            after = rows[-1].number
        return tuple(found)

    async def indexed(self, done: Sequence[tuple[Waiting, bytes]], engine: str) -> None:
        """Store vectors and clear their outbox rows, in one commit.

        A deal that changed or went away meanwhile keeps its outbox row, or has none: its vectors
        are dropped. The owner's revision moves once none of their deals waits any more, so that
        their search is not prepared anew after every batch.
        """
        await self._write(lambda connection: _put_vectors(connection, done, engine))

    async def mark_all(self, engine: str) -> int:
        """Put every deal of every owner into the outbox; return how many wait.

        The vectors that they have are read until each has new ones. While an earlier call's work
        is not at its end, nothing more is marked: who was cut goes on where it was.
        """
        return await self._write(lambda connection: _mark_all(connection, engine))

    async def _one(self, statement: Any, values: dict[str, Any]) -> PastDeal | None:
        rows = await self._rows(statement, values)
        return deal_rows.past_deal(rows[0]) if rows else None

    async def _rows(self, statement: Any, values: dict[str, Any]) -> Sequence[Row[Any]]:
        return await self._read(lambda connection: connection.execute(statement, values).all())


def _bring_in(connection: Connection, owner: str, deals: Sequence[PastDeal]) -> BroughtIn:
    rows = connection.execute(statements.FIND_ALL, {"whose": owner}).all()
    known = {row.id: deal_rows.past_deal(row) for row in rows}
    named = [_apart(deal, known.get(deal.id)) for deal in deals]
    coming = {deal.id: deal for deal in named}.values()
    new = [deal for deal in coming if deal.id not in known]
    changed = [
        replace(deal, number=before.number, conversation=before.conversation)
        for deal in coming
        if (before := known.get(deal.id)) and not _same(deal, before)
    ]
    if new and len(known) + len(new) > MOST_DEALS:
        raise BadDeals([DealFault(0, "", "deal_owner_many", {"limit": MOST_DEALS})])
    for deal in new:
        deal_rows.add(connection, replace(deal, conversation=None), by_hand=True)
    for deal in changed:
        deal_rows.write(connection, deal, by_hand=True)
    return BroughtIn(len(new), len(changed), len(deals) - len(new) - len(changed))


def _apart(deal: PastDeal, known: PastDeal | None) -> PastDeal:
    """Return what comes, under another id where it has that of a known deal by chance."""
    if known is None or known.conversation is None:
        return deal
    if _alike(deal.counterpart, known.counterpart) or _alike(deal.subject, known.subject):
        return deal
    return replace(deal, id=f"{deal.id}-{named_by_content(deal, 1).id}")


def _alike(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _same(deal: PastDeal, known: PastDeal) -> bool:
    return replace(deal, number=known.number, conversation=known.conversation) == known


def _forget(connection: Connection, owner: str, number: int) -> bool:
    """Delete a deal and what retells it; tell whether it was there."""
    this = {"whose": owner, "which": number}
    row = connection.execute(statements.FIND, this).one_or_none()
    if row is None:
        return False
    connection.execute(statements.FORGET, this)
    deal_rows.note_change(connection, owner)
    if _OF_THE_CHAT.fullmatch(owner):  # imported batches have no conversations
        _forget_retold(connection, int(owner), deal_rows.past_deal(row))
    return True


def _forget_retold(connection: Connection, owner: int, deal: PastDeal) -> None:
    told = {"chat_owner": owner, "talk": deal.conversation, "name": deal.id}
    ids = list(connection.execute(statements.RETELLERS, told).scalars())
    connection.execute(statements.FORGET_ANSWERS, {"ids": ids})
    connection.execute(statements.FORGET_ASKS, {"ids": ids})
    # As it stands inside a text of JSON: an id may hold a quotation mark.
    written = json.dumps(deal.citation, ensure_ascii=False)[1:-1]
    cited = {"chat_owner": owner, "citation": written}
    for row in connection.execute(statements.CITERS, cited).all():
        kept = _without(codec.read_answer(row.answer), deal.citation)
        values = {"which": row.ask_id, "replacement": codec.write_answer(kept)}
        connection.execute(statements.REWRITE_ANSWER, values)


def _without(answer: Answer, citation: str) -> Answer:
    return replace(
        answer,
        parts=tuple(part for part in answer.parts if part.citation != citation),
        citations=tuple(cited for cited in answer.citations if cited != citation),
    )


def _put_vectors(
    connection: Connection, done: Sequence[tuple[Waiting, bytes]], engine: str
) -> None:
    owners = set()
    for waiting, vectors in done:
        this = {"which": waiting.deal.number}
        if connection.execute(statements.STILL_SO, this | {"seen": waiting.change}).first():
            values = {"number": waiting.deal.number, "engine": engine, "vectors": vectors}
            connection.execute(statements.PUT_VECTORS, values)
            connection.execute(statements.CLEAR_OUTBOX, this)
            owners.add(waiting.deal.owner)
    for owner in owners:
        mine = {"whose": owner, "engine": engine}
        if connection.execute(statements.OWNER_WAITS, mine).first() is None:
            deal_rows.note_change(connection, owner)
    if not _any_marked(connection):
        connection.execute(statements.ERASE_OWNER, _ALL_ANEW)


def _mark_all(connection: Connection, engine: str) -> int:
    begun = connection.execute(statements.REVISION, _ALL_ANEW).first()
    if not begun or not _any_marked(connection):
        connection.execute(statements.MARK_ALL)
        deal_rows.note_change(connection, "")
    return _backlog(connection, engine)


def _any_marked(connection: Connection) -> bool:
    """Tell whether a deal is in the outbox, other than those that stay there unread."""
    return any(map(deal_rows.readable, connection.execute(statements.MARKED)))


def _backlog(connection: Connection, engine: str) -> int:
    waiting: int = connection.execute(statements.COUNT_WAITING, {"engine": engine}).scalar_one()
    return waiting
