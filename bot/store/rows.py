"""Rows of the tables as values of the port."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row

from bot.coach.answer import Ask
from bot.coach.journal import AskRow, State, User
from bot.store import statements
from bot.store.codec import read_answer, read_ask, read_ids
from knowledge.card import Language, Role


def ask_row(row: Row[Any]) -> AskRow:
    """Return an ask with its answer. Raises UnreadableRow when its JSON is of another version."""
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


def new_ask(id_: int, values: Mapping[str, Any], ask: Ask) -> AskRow:
    """Return the row of an ask that was just stored from `values` and has no answer yet."""
    return AskRow(
        id=id_,
        owner=values["owner"],
        chat=values["chat"],
        conversation=values["conversation"],
        ask=ask,
        state=State.WAITING,
        created=values["created"],
    )


def find_user(connection: Connection, owner: int) -> User | None:
    """Return the user's row, or None when there is none."""
    row = connection.execute(statements.FIND_USER, {"whose": owner}).one_or_none()
    if row is None:
        return None
    return User(
        owner=row.owner,
        language=Language(row.language),
        role=None if row.role is None else Role(row.role),
        conversation=row.conversation,
        pending=row.pending,
    )


def user_values(user: User) -> dict[str, object]:
    """Return the row of a user."""
    return {
        "owner": user.owner,
        "language": user.language.value,
        "role": None if user.role is None else user.role.value,
        "conversation": user.conversation,
        "pending": user.pending,
    }
