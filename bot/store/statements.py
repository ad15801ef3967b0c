"""Every statement of the journal, built once: SQLAlchemy then finds its text without building it.

Each names the owner, except those on update ids (nobody's), `FIND_UNFINISHED`, and `FIND_SHARED`,
whose texts are without names by then.
"""

from functools import cache
from typing import Any

from sqlalchemy import Delete, Insert, Select, Update, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.coach.journal import State
from bot.store.tables import answers, asks, shared, updates, users

_UNFINISHED = (State.WAITING, State.ANSWERED, State.SENDING)

# Not `owner` and `id`: an UPDATE keeps the names of its columns for the values to set.
_MINE = asks.c.owner == bindparam("whose")
_THIS = _MINE & (asks.c.id == bindparam("which"))

_WITH_ANSWERS: Select[Any] = select(asks, answers.c.answer, answers.c.message_ids).select_from(
    asks.outerjoin(answers, answers.c.ask_id == asks.c.id)
)

FIND_USER = select(users).where(users.c.owner == bindparam("whose"))
STORE_ASK = insert(asks).returning(asks.c.id)
STORE_ANSWER = insert(answers)
NOTE_MESSAGES = (
    update(answers)
    .where(answers.c.ask_id == bindparam("which"))
    .values(message_ids=bindparam("messages"))
)
NOTE_DOUBT = update(asks).where(_THIS).values(doubtful=True)
MOVE_ON = (
    update(users)
    .where(users.c.owner == bindparam("whose"), users.c.conversation < bindparam("talk"))
    .values(conversation=bindparam("talk"))
)
REPLACE_ASK = (
    update(asks)
    .where(_THIS, asks.c.state == State.WAITING.value)
    .values(ask=bindparam("replacement"))
)
CORRECT_ASK = update(asks).where(_THIS).values(ask=bindparam("replacement"))
FIND_CONVERSATION = select(asks.c.conversation).where(_THIS)
FIND_ASK_ID = select(asks.c.id).where(_THIS)
FIND_ASK = _WITH_ANSWERS.where(_THIS)
FIND_LAST = (
    _WITH_ANSWERS.where(_MINE, asks.c.conversation == bindparam("talk"))
    .where(asks.c.state != State.CANCELLED.value)
    .order_by(asks.c.id.desc())
    .limit(1)
)
FIND_UNFINISHED = _WITH_ANSWERS.where(
    asks.c.state.in_([state.value for state in _UNFINISHED])
).order_by(asks.c.id)

FIND_SHARED = select(shared.c.content).order_by(shared.c.at, shared.c.ask_id)
_MY_ASKS = select(asks.c.id).where(_MINE)
ERASE_ANSWERS: Delete = delete(answers).where(answers.c.ask_id.in_(_MY_ASKS))
ERASE_SHARED: Delete = delete(shared).where(shared.c.ask_id.in_(_MY_ASKS))
ERASE_ASKS: Delete = delete(asks).where(_MINE)
ERASE_USER: Delete = delete(users).where(users.c.owner == bindparam("whose"))


@cache
def move(before: tuple[State, ...], after: State) -> Update:
    """Return the change of a state that happens from the states `before` only."""
    allowed = asks.c.state.in_([state.value for state in before])
    return update(asks).where(_THIS, allowed).values(state=after.value)


@cache
def note_update(dialect: str) -> Insert:
    """Return the INSERT of an update id that gives back a row when the id is new."""
    statement = _insert(dialect)(updates)
    return statement.on_conflict_do_nothing().returning(updates.c.update_id)


@cache
def make_user(dialect: str) -> Insert:
    """Return the INSERT of a user that leaves one who is there as they are."""
    return _insert(dialect)(users).on_conflict_do_nothing()


@cache
def save_user(dialect: str) -> Insert:
    """Return the INSERT of a user that replaces one who is there."""
    statement = _insert(dialect)(users)
    values = {
        name: statement.excluded[name] for name in ("language", "role", "conversation", "pending")
    }
    return statement.on_conflict_do_update(index_elements=[users.c.owner], set_=values)


@cache
def share(dialect: str) -> Insert:
    """Return the INSERT of a shared answer that replaces one shared before."""
    statement = _insert(dialect)(shared)
    values = {name: statement.excluded[name] for name in ("at", "content")}
    return statement.on_conflict_do_update(index_elements=[shared.c.ask_id], set_=values)


def _insert(dialect: str) -> type[sqlite.Insert] | type[postgresql.Insert]:
    # Both know ON CONFLICT and spell it the same way; SQLAlchemy has no common one.
    return sqlite.Insert if dialect == "sqlite" else postgresql.Insert
