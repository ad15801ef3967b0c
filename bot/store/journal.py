"""The port `Journal` on SQL: each method is one commit, so a crash leaves one of the states."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.coach.answer import Answer, Ask
from bot.coach.journal import AskRow, State, User
from bot.store import codec, rows
from bot.store.engine import clear_log, for_writing
from bot.store.errors import EraseUnfinished, StoreBusy, UnknownAsk, WrongState, translated
from bot.store.tables import answers, asks, users
from knowledge.card import Language


class SqlJournal:
    """Durable memory in a SQL database. Every method may raise a StoreError.

    An ask of another owner looks like one that does not exist. Cancelling a call rolls its
    transaction back, unless the commit was already on its way.
    """

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._writer = for_writing(engine)
        self._clock = clock

    async def close(self) -> None:
        """Close all connections. With the last one SQLite empties and removes its log."""
        with translated():
            await self._engine.dispose()

    async def user(self, owner: int, language: Language) -> User:
        """Return the user, created with `language` when new."""
        async with self._reading() as connection:
            known = await rows.find_user(connection, owner)
        if known is not None:
            return known
        async with self._writing() as connection:
            await connection.execute(
                rows.insert(connection, users)
                .values(owner=owner, language=language.value, role=None, conversation=0)
                .on_conflict_do_nothing()  # the first of two messages at once has made it
            )
            created = await rows.find_user(connection, owner)
        return created or User(owner=owner, language=language)

    async def save_user(self, user: User) -> None:
        """Store the user's language, role and conversation; a missing user is created."""
        values = {
            "language": user.language.value,
            "role": None if user.role is None else user.role.value,
            "conversation": user.conversation,
        }
        async with self._writing() as connection:
            await connection.execute(
                rows.insert(connection, users)
                .values(owner=user.owner, **values)
                .on_conflict_do_update(index_elements=[users.c.owner], set_=values)
            )

    async def seen(self, update_id: int) -> bool:
        """Record an update id; return True when it was recorded before (a repeat)."""
        async with self._writing() as connection:
            return not await rows.note_update(connection, update_id, self._clock())

    async def record(
        self, owner: int, chat: int, conversation: int, ask: Ask, *, update_ids: tuple[int, ...]
    ) -> AskRow | None:
        """Store an ask as WAITING, with its update ids, in one commit.

        Returns None when every update id was seen before: a repeat, not a new ask. Without any
        update id the ask is always new.
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
        async with self._writing() as connection:
            fresh = [await rows.note_update(connection, id_, created) for id_ in update_ids]
            if update_ids and not any(fresh):
                return None
            stored = await connection.execute(insert(asks).values(values).returning(asks))
            return rows.new_ask(stored.one(), ask)

    async def append(self, owner: int, ask_id: int, ask: Ask, *, update_id: int) -> bool:
        """Replace a WAITING ask by `ask` (a message merged into it); False if seen or started.

        False also when this owner has no such ask. An update id whose ask was no longer WAITING
        stays unseen, so the message can be recorded as an ask of its own.
        """
        text = codec.write_ask(ask)
        async with self._writing() as connection:
            replaced = await connection.execute(
                update(asks)
                .where(rows.of_owner(owner, ask_id), asks.c.state == State.WAITING.value)
                .values(ask=text)
            )
            fresh = replaced.rowcount == 1 and await rows.note_update(
                connection, update_id, self._clock()
            )
            if not fresh:
                await connection.rollback()
            return fresh

    async def ask(self, owner: int, ask_id: int) -> AskRow | None:
        """Return one ask of this owner, or None."""
        statement = rows.select_asks().where(rows.of_owner(owner, ask_id))
        async with self._reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else rows.ask_row(row)

    async def last(self, owner: int, conversation: int) -> AskRow | None:
        """Return the newest ask of a conversation that was not cancelled, or None."""
        statement = (
            rows.select_asks()
            .where(asks.c.owner == owner, asks.c.conversation == conversation)
            .where(asks.c.state != State.CANCELLED.value)
            .order_by(asks.c.id.desc())
            .limit(1)
        )
        async with self._reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else rows.ask_row(row)

    async def unfinished(self) -> tuple[AskRow, ...]:
        """Return asks of all chats that are WAITING, ANSWERED or SENDING, oldest first.

        The one query without an owner: after a crash nobody knows yet whose asks were cut.
        """
        statement = (
            rows.select_asks()
            .where(asks.c.state.in_([state.value for state in rows.UNFINISHED]))
            .order_by(asks.c.id)
        )
        async with self._reading() as connection:
            found = (await connection.execute(statement)).all()
        return tuple(rows.ask_row(row) for row in found)

    async def answered(self, owner: int, ask_id: int, answer: Answer) -> None:
        """Store the answer: WAITING becomes ANSWERED. Raises WrongState, UnknownAsk."""
        values = {
            "ask_id": ask_id,
            "answer": codec.write_answer(answer),
            "message_ids": codec.write_ids(()),
        }
        async with self._moving(owner, ask_id, (State.WAITING,), State.ANSWERED) as connection:
            await connection.execute(insert(answers).values(values))

    async def sending(self, owner: int, ask_id: int) -> None:
        """Note that the final send begins: ANSWERED becomes SENDING.

        Raises WrongState, UnknownAsk.
        """
        async with self._moving(owner, ask_id, (State.ANSWERED,), State.SENDING):
            pass

    async def unsent(self, owner: int, ask_id: int, *, doubtful: bool) -> None:
        """Put a SENDING ask back to ANSWERED; `doubtful` when the send may have arrived.

        A doubt stays: a later send that surely failed says nothing about the earlier one.
        Raises WrongState, UnknownAsk.
        """
        async with self._moving(owner, ask_id, (State.SENDING,), State.ANSWERED) as connection:
            if doubtful:
                doubt = update(asks).where(rows.of_owner(owner, ask_id)).values(doubtful=True)
                await connection.execute(doubt)

    async def delivered(self, owner: int, ask_id: int, message_ids: tuple[int, ...]) -> None:
        """Note that the answer arrived as these messages: SENDING becomes DELIVERED.

        Raises WrongState, UnknownAsk.
        """
        ids = codec.write_ids(message_ids)
        async with self._moving(owner, ask_id, (State.SENDING,), State.DELIVERED) as connection:
            # The ask was just found to be this owner's, in the same transaction.
            await connection.execute(
                update(answers).where(answers.c.ask_id == ask_id).values(message_ids=ids)
            )

    async def cancelled(self, owner: int, ask_id: int) -> None:
        """Give up an ask that the user stopped: WAITING or ANSWERED becomes CANCELLED.

        Raises UnknownAsk; WrongState once the send began, since it cannot be called back.
        """
        before = (State.WAITING, State.ANSWERED)
        async with self._moving(owner, ask_id, before, State.CANCELLED):
            pass

    async def erase(self, owner: int) -> int:
        """Delete everything about this owner from the disk; return how many asks that was.

        Raises EraseUnfinished when the rows are deleted but another program keeps the log open:
        call it again. Copies made elsewhere (backups, snapshots) are out of reach.
        """
        mine = select(asks.c.id).where(asks.c.owner == owner)
        async with self._writing() as connection:
            await connection.execute(delete(answers).where(answers.c.ask_id.in_(mine)))
            erased = await connection.execute(delete(asks).where(asks.c.owner == owner))
            await connection.execute(delete(users).where(users.c.owner == owner))
        try:
            await clear_log(self._engine)
        except StoreBusy as error:
            raise EraseUnfinished from error
        return erased.rowcount

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        with translated():
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        with translated():
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def _moving(
        self, owner: int, ask_id: int, before: tuple[State, ...], after: State
    ) -> AsyncIterator[AsyncConnection]:
        """Change the state if it is one of `before`, and commit with what the caller adds."""
        async with self._writing() as connection:
            moved = await connection.execute(
                update(asks)
                .where(rows.of_owner(owner, ask_id))
                .where(asks.c.state.in_([state.value for state in before]))
                .values(state=after.value)
            )
            if moved.rowcount != 1:
                found = select(asks.c.id).where(rows.of_owner(owner, ask_id))
                known = (await connection.execute(found)).one_or_none()
                raise UnknownAsk if known is None else WrongState
            yield connection
