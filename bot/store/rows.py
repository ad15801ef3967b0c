"""Statements that several methods share, and rows of the tables as values of the port."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.coach.answer import Ask
from bot.coach.journal import AskRow, State, User
from bot.store.codec import read_answer, read_ask, read_ids
from bot.store.tables import answers, asks, updates, users
from knowledge.card import Language, Role

UNFINISHED = (State.WAITING, State.ANSWERED, State.SENDING)


def insert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT, which both databases spell the same way."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def of_owner(owner: int, ask_id: int) -> ColumnElement[bool]:
    """Return the condition that picks one ask, if it is this owner's."""
    return (asks.c.owner == owner) & (asks.c.id == ask_id)


def select_asks() -> Select[Any]:
    """Return the SELECT of asks with their answers; the caller adds the owner."""
    joined = asks.outerjoin(answers, answers.c.ask_id == asks.c.id)
    return select(asks, answers.c.answer, answers.c.message_ids).select_from(joined)


def ask_row(row: Row[Any]) -> AskRow:
    """Return a row of `select_asks`. Raises UnreadableRow when its JSON is of another version."""
    return AskRow(
        id=row.id,
        owner=row.owner,
        chat=row.chat,
        conversation=row.conversation,
        ask=read_ask(row.ask),
        state=State(row.state),
        created=row.created,
        answer=None if row.answer is None else read_answer(row.answer),
        message_ids=() if row.message_ids is None else read_ids(row.message_ids),
        doubtful=row.doubtful,
    )


def new_ask(row: Row[Any], ask: Ask) -> AskRow:
    """Return the row of an ask that was just stored and has no answer yet."""
    return AskRow(
        id=row.id,
        owner=row.owner,
        chat=row.chat,
        conversation=row.conversation,
        ask=ask,
        state=State(row.state),
        created=row.created,
    )


async def find_user(connection: AsyncConnection, owner: int) -> User | None:
    """Return the user's row, or None when there is none."""
    row = (await connection.execute(select(users).where(users.c.owner == owner))).one_or_none()
    if row is None:
        return None
    return User(
        owner=row.owner,
        language=Language(row.language),
        role=None if row.role is None else Role(row.role),
        conversation=row.conversation,
    )


async def note_update(connection: AsyncConnection, update_id: int, recorded: datetime) -> bool:
    """Store an update id; return True when it is new, False when it was stored before."""
    statement = (
        insert(connection, updates)
        .values(update_id=update_id, recorded=recorded)
        .on_conflict_do_nothing()
        .returning(updates.c.update_id)
    )
    return (await connection.execute(statement)).one_or_none() is not None
