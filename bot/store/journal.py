"""The port `Journal` on SQL: each method is one commit, so a crash leaves one of the states."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.coach.answer import Answer, Ask
from bot.coach.journal import AskRow, State, User
from bot.coach.practice import Practice
from bot.store import codec, deal_rows, rows, statements
from bot.store.deals import SqlDealBook
from bot.store.engine import Database
from bot.store.errors import UnknownAsk, WrongState, translated
from bot.store.on_database import OnDatabase
from knowledge.card import Language


class SqlJournal(OnDatabase):
    """Durable memory in a SQL database. Every method may raise a StoreError.

    An ask of another owner looks like one that does not exist. A cancelled call was done whole
    or not at all; on SQLite what had begun is done.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        super().__init__(database)
        self.deals = SqlDealBook(database)
        self._clock = clock

    async def close(self) -> None:
        """Close all connections. With the last one SQLite empties and removes its log."""
        with translated():
            await self._database.close()

    async def user(self, owner: int, language: Language) -> User:
        """Return the user, created with `language` when new."""
        new = User(owner=owner, language=language)

        def find_or_make(connection: Connection) -> User:
            known = rows.find_user(connection, owner)
            if known is not None:
                return known
            # On a server, the first of two messages at once may have made it meanwhile.
            make = statements.make_user(connection.dialect.name)
            made = connection.execute(make, rows.user_values(new)).rowcount == 1
            return new if made else rows.find_user(connection, owner) or new

        return await self._write(find_or_make)

    async def save_user(self, user: User) -> None:
        """Store the user's language, role and conversation; a missing user is created."""
        await self._write(lambda connection: _save_user(connection, user))

    async def seen(self, update_id: int) -> bool:
        """Record an update id; return True when it was recorded before (a repeat)."""
        now = self._clock()
        return not await self._write(lambda connection: _is_new(connection, update_id, now))

    async def record(
        self, owner: int, chat: int, conversation: int, ask: Ask, *, update_ids: tuple[int, ...]
    ) -> AskRow | None:
        """Store an ask as WAITING, with its update ids, in one commit.

        A conversation newer than the user's becomes theirs. Returns None when every update id
        was seen before: a repeat, not a new ask. Without any update id the ask is always new.
        """
        created = self._clock()
        values = {
            "owner": owner,
            "chat": chat,
            "conversation": conversation,
            "state": State.WAITING.value,
            "doubtful": False,
            "created": created,
            "ask": codec.write_ask(ask),
        }

        def store(connection: Connection) -> int | None:
            fresh = [_is_new(connection, id_, created) for id_ in update_ids]
            if update_ids and not any(fresh):
                return None
            if conversation > 0:
                connection.execute(statements.MOVE_ON, {"whose": owner, "talk": conversation})
            new: int = connection.execute(statements.STORE_ASK, values).scalar_one()
            return new

        new = await self._write(store)
        return None if new is None else rows.new_ask(new, values, ask)

    async def append(self, owner: int, ask_id: int, ask: Ask, *, update_id: int) -> bool:
        """Replace a WAITING ask by `ask` (a message merged into it); False if seen or started.

        False also when this owner has no such ask. An update id whose ask was no longer WAITING
        stays unseen, so the message can be recorded as an ask of its own.
        """
        values = {"whose": owner, "which": ask_id, "replacement": codec.write_ask(ask)}
        now = self._clock()

        def merge(connection: Connection) -> bool:
            replaced = connection.execute(statements.REPLACE_ASK, values).rowcount == 1
            fresh = replaced and _is_new(connection, update_id, now)
            if not fresh:
                connection.rollback()
            return fresh

        return await self._write(merge)

    async def corrected(self, owner: int, ask_id: int, ask: Ask) -> None:
        """Replace an ask, in whatever state, by what its user has corrected. Raises UnknownAsk.

        Its answer stays as it was sent.
        """
        values = {**_this(owner, ask_id), "replacement": codec.write_ask(ask)}

        def correct(connection: Connection) -> None:
            if connection.execute(statements.CORRECT_ASK, values).rowcount != 1:
                raise UnknownAsk

        await self._write(correct)

    async def ask(self, owner: int, ask_id: int) -> AskRow | None:
        """Return one ask of this owner, or None."""
        this = _this(owner, ask_id)
        row = await self._read(
            lambda connection: connection.execute(statements.FIND_ASK, this).one_or_none()
        )
        return None if row is None else rows.ask_row(row)

    async def last(self, owner: int, conversation: int) -> AskRow | None:
        """Return the newest ask of a conversation that was not cancelled, or None."""
        values = {"whose": owner, "talk": conversation}
        row = await self._read(
            lambda connection: connection.execute(statements.FIND_LAST, values).one_or_none()
        )
        return None if row is None else rows.ask_row(row)

    async def unfinished(self) -> tuple[AskRow, ...]:
        """Return asks of all chats that are WAITING, ANSWERED or SENDING, oldest first.

        The one query without an owner: after a crash nobody knows yet whose asks were cut.
        """
        found = await self._read(
            lambda connection: connection.execute(statements.FIND_UNFINISHED).all()
        )
        return tuple(rows.ask_row(row) for row in found)

    async def answered(self, owner: int, ask_id: int, answer: Answer) -> None:
        """Store the answer: WAITING becomes ANSWERED. Raises WrongState, UnknownAsk."""
        values = {
            "ask_id": ask_id,
            # The deal has a table of its own: a second copy would outlive its deletion.
            "answer": codec.write_answer(replace(answer, remember=None)),
            "message_ids": codec.write_ids(()),
        }

        def store(connection: Connection) -> None:
            _move(connection, _this(owner, ask_id), (State.WAITING,), State.ANSWERED)
            connection.execute(statements.STORE_ANSWER, values)
            if answer.remember is not None:
                deal_rows.remember(connection, answer.remember, _this(owner, ask_id))

        await self._write(store)

    async def sending(self, owner: int, ask_id: int) -> None:
        """Note that the final send begins: ANSWERED becomes SENDING.

        Raises WrongState, UnknownAsk.
        """
        this = _this(owner, ask_id)
        await self._write(
            lambda connection: _move(connection, this, (State.ANSWERED,), State.SENDING)
        )

    async def unsent(self, owner: int, ask_id: int, *, doubtful: bool) -> None:
        """Put a SENDING ask back to ANSWERED; `doubtful` when the send may have arrived.

        A doubt stays: a later send that surely failed says nothing about the earlier one.
        Raises WrongState, UnknownAsk.
        """
        this = _this(owner, ask_id)

        def put_back(connection: Connection) -> None:
            _move(connection, this, (State.SENDING,), State.ANSWERED)
            if doubtful:
                connection.execute(statements.NOTE_DOUBT, this)

        await self._write(put_back)

    async def delivered(self, owner: int, ask_id: int, message_ids: tuple[int, ...]) -> None:
        """Note that the answer arrived as these messages: SENDING becomes DELIVERED.

        Raises WrongState, UnknownAsk.
        """
        values = {"which": ask_id, "messages": codec.write_ids(message_ids)}

        def note(connection: Connection) -> None:
            _move(connection, _this(owner, ask_id), (State.SENDING,), State.DELIVERED)
            # The ask was just found to be this owner's, in the same transaction.
            connection.execute(statements.NOTE_MESSAGES, values)

        await self._write(note)

    async def cancelled(self, owner: int, ask_id: int) -> None:
        """Give up an ask that the user stopped: WAITING or ANSWERED becomes CANCELLED.

        Raises UnknownAsk; WrongState once the send began, since it cannot be called back.
        """
        this, before = _this(owner, ask_id), (State.WAITING, State.ANSWERED)
        await self._write(lambda connection: _move(connection, this, before, State.CANCELLED))

    async def share(self, owner: int, ask_id: int, practice: Practice) -> None:
        """Keep what the user shows a coach, in place of what they showed of this ask before.

        Raises UnknownAsk.
        """
        content = codec.write_practice(practice)
        now = self._clock()

        def keep(connection: Connection) -> None:
            this = _this(owner, ask_id)
            if connection.execute(statements.FIND_ASK_ID, this).one_or_none() is None:
                raise UnknownAsk
            values = {"ask_id": ask_id, "at": now, "content": content}
            connection.execute(statements.share(connection.dialect.name), values)

        await self._write(keep)

    async def shared(self) -> tuple[Practice, ...]:
        """Return all that users chose to show a coach, oldest first; it names nobody."""
        found = await self._read(
            lambda connection: connection.execute(statements.FIND_SHARED).scalars().all()
        )
        return tuple(map(codec.read_practice, found))

    async def erase(self, owner: int) -> int:
        """Delete everything about this owner from the disk; return how many asks that was.

        Raises EraseUnfinished when the rows are deleted but another program keeps the log open:
        call it again. Copies made elsewhere (backups, snapshots) are out of reach.
        """
        whose = {"whose": owner}

        def delete(connection: Connection) -> int:
            connection.execute(statements.ERASE_SHARED, whose)
            connection.execute(statements.ERASE_ANSWERS, whose)
            erased = connection.execute(statements.ERASE_ASKS, whose).rowcount
            connection.execute(statements.ERASE_USER, whose)
            deal_rows.erase_all(connection, str(owner))
            return erased

        erased = await self._write(delete)
        await self._clear_log()
        return erased


def _this(owner: int, ask_id: int) -> dict[str, int]:
    return {"whose": owner, "which": ask_id}


def _move(
    connection: Connection, this: dict[str, int], before: tuple[State, ...], after: State
) -> None:
    """Change the state of an ask if it is one of `before`. Raises UnknownAsk, WrongState."""
    if connection.execute(statements.move(before, after), this).rowcount != 1:
        known = connection.execute(statements.FIND_ASK_ID, this).one_or_none()
        raise UnknownAsk if known is None else WrongState


def _is_new(connection: Connection, update_id: int, now: datetime) -> bool:
    """Store an update id; tell whether it is new."""
    note = statements.note_update(connection.dialect.name)
    values = {"update_id": update_id, "recorded": now}
    return connection.execute(note, values).one_or_none() is not None


def _save_user(connection: Connection, user: User) -> None:
    save = statements.save_user(connection.dialect.name)
    connection.execute(save, rows.user_values(user))
