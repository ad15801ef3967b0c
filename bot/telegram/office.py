"""Everything the handlers act on: the intake of messages and taps, the lanes, the sender."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace

from bot.coach.answer import Ask, Want
from bot.coach.journal import AskRow, State, User
from bot.coach.understand import MOST_CHARACTERS
from bot.telegram import clearing
from bot.telegram.desk import Desk
from bot.telegram.imports import Imports
from bot.telegram.incoming import (
    Piece,
    first_ask,
    follows,
    has_more,
    is_cut,
    length,
    merged,
    next_ask,
)
from bot.telegram.keyboards import Keyboard
from bot.telegram.lanes import Entry, Lane, Lanes, now
from bot.telegram.render import plain
from bot.telegram.sender import Sender
from bot.telegram.split import Styled
from bot.telegram.tasks import Tasks
from bot.telegram.users import Users
from bot.texts import say
from knowledge.card import Language
from knowledge.deals import PastDeal

_OPEN = (State.WAITING, State.ANSWERED, State.SENDING)
Change = Callable[[Ask], Ask]


@dataclass(frozen=True, slots=True)
class Tapped:
    """Who tapped, in which update, and how to end the button's spinner (which never fails)."""

    user: User
    update_id: int
    acknowledge: Callable[[], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class Office:
    """The bundle that each handler receives."""

    desk: Desk
    tasks: Tasks
    users: Users
    lanes: Lanes
    sender: Sender
    imports: Imports

    async def take(self, piece: Piece) -> bool:
        """Store a message, as an ask or as a part of one that waits, and queue it.

        When this returns the message is on disk. Returns False for a repeat, which changes
        nothing.
        """
        user = await self.users.of(piece.owner, piece.language)
        async with self.lanes.hold(piece.chat) as lane:
            if await self._merge(lane, piece):
                self._tell_queued(lane, user.language)
                return True
            row = await self._record(piece, user)
            if row is not None:
                self._put_typed(lane, row, piece, user)
            return row is not None

    async def once_more(self, row: AskRow, change: Change, tapped: Tapped) -> bool:
        """Store a changed copy of an ask and queue it. Return False for a repeat or double tap."""
        ask = replace(change(row.ask), today=self.desk.today())
        async with self.lanes.hold(row.chat) as lane:
            if lane.holds(replace(row, id=0, ask=ask)):
                return False
            new = await self.desk.journal.record(
                row.owner, row.chat, row.conversation, ask, update_ids=(tapped.update_id,)
            )
            if new is not None:
                self._put_tapped(lane, new, tapped)
            return new is not None

    async def example(self, text: str, tapped: Tapped) -> bool:
        """Store an example as the first ask of a new conversation and queue it."""
        user = tapped.user
        piece = Piece(
            update_id=tapped.update_id,
            owner=user.owner,
            chat=user.owner,
            language=user.language,
            text=text,
        )
        async with self.lanes.hold(user.owner) as lane:
            previous = await self.desk.journal.last(user.owner, user.conversation)
            row = await self._open(piece, user, previous)
            if row is not None:
                self._put_tapped(lane, row, tapped)
            return row is not None

    async def put(self, piece: Piece, user: User, ask: Ask, talk: int) -> bool:
        """Store what was made of a message as an ask of conversation `talk`, and queue it.

        A conversation newer than the user's becomes theirs. Returns False for a repeat.
        """
        there = replace(user, conversation=talk)
        async with self.lanes.hold(piece.chat) as lane:
            row = await self._store(piece, there, ask)
            if row is not None:
                if talk > user.conversation:
                    self.users.moved_on(there)
                self._put_typed(lane, row, piece, user)
            return row is not None

    async def move_on(self, user: User) -> None:
        """Begin a new conversation: nothing said from now on is added to what waits."""
        await self.users.change(user, conversation=user.conversation + 1)
        async with self.lanes.hold(user.owner) as lane:
            for entry in lane.waiting:
                entry.typed = False

    async def again(self, row: AskRow, tapped: Tapped) -> bool:
        """Queue an ask that failed, as it is. Return False when it is under way or done."""
        async with self.lanes.hold(row.chat) as lane:
            fresh = row.state in _OPEN and not lane.holds(row)
            if fresh:
                self._put_tapped(lane, row, tapped)
            return fresh

    async def cancel(self, owner: int, chat: int) -> str | None:
        """Cancel what waits and stop what runs.

        Returns the name of the sentence that says so; None when what runs says it itself.
        """
        async with self.lanes.hold(chat) as lane:
            dropped = list(lane.waiting)
            lane.waiting.clear()
            for entry in dropped:
                await self.desk.journal.cancelled(owner, entry.row.id)
            if lane.running is not None and lane.running.stop():
                return None
        return "telegram.stopped" if dropped else "telegram.nothing_to_stop"

    async def resume(self) -> int:
        """Queue what an earlier run left unfinished, oldest first; return how many asks."""
        rows = await self.desk.journal.unfinished()
        for row in rows:
            user = await self.users.of(row.owner, row.ask.default_language)
            if row.conversation > user.conversation:
                # The user was erased while this ask was stored, so they are new and it is not.
                await self.users.change(user, conversation=row.conversation)
            async with self.lanes.hold(row.chat) as lane:
                self.lanes.put(lane, Entry(row))
        return len(rows)

    def say(self, chat: int, *texts: Styled, keyboard: Keyboard | None = None) -> None:
        """Send a message that nothing depends on, without waiting for it."""
        self.tasks.background(self.sender.say(chat, *texts, keyboard=keyboard))

    async def erase(self, owner: int, chat: int) -> int:
        """Stop everything of this user, then erase it. Returns how many asks that was."""
        await self.imports.stop(owner)
        await self.lanes.drop(chat)
        try:
            return await self.desk.journal.erase(owner)
        finally:
            # Last: what is in memory is read from the disk, and written to it.
            self.users.forget(owner)
            self.desk.nudge(str(owner))

    async def forget(self, deal: PastDeal, user: User) -> bool:
        """Erase one deal and all that repeats it.

        An answer under way that could bring it back is stopped first, and begun anew where it is
        about something else. Returns False while traces are left on the disk: they are being
        cleared then, and the user is told the end of it. Raises UnknownDeal, and StoreErrors.
        """
        async with self.lanes.hold(user.owner) as lane:
            cut = lane.working
            if cut is not None and (lane.running is not None or _is_about(cut, deal)):
                await self.lanes.halt(lane)
                lane.waiting.appendleft(Entry(cut))
            try:
                cleared = await clearing.forget(self.desk.deals, deal)
                if not cleared:
                    self.tasks.background(self._clear(deal, user))
                await self._leave(deal, user)
            finally:
                self.desk.nudge(deal.owner)
                await self._go_on(lane)
        return cleared

    async def _clear(self, deal: PastDeal, user: User) -> None:
        """Clear what is left of an erased deal, and say how that ended."""
        cleared = await clearing.clear(self.desk.deals, deal, self.desk.pace)
        sentence = say("deals.forgotten" if cleared else "deals.not_cleared", user.language)
        await self.sender.say(user.owner, plain(sentence))

    async def _leave(self, deal: PastDeal, user: User) -> None:
        """Begin a new conversation if the one that was erased with a deal was the current one."""
        known = await self.users.of(user.owner, user.language)
        if known.conversation == deal.conversation:
            await self.users.change(known, conversation=known.conversation + 1)

    async def _go_on(self, lane: Lane) -> None:
        """Go on with what waits, as it is stored now: less than before, or changed."""
        try:
            for entry in tuple(lane.waiting):
                row = await self.desk.journal.ask(entry.row.owner, entry.row.id)
                if row is None or row.state not in _OPEN:
                    lane.waiting.remove(entry)
                else:
                    entry.row = row
        finally:
            self.lanes.go_on(lane)

    def _patience(self, piece: Piece) -> float:
        """Return how long more of this message may be on its way, in seconds."""
        pace = self.desk.pace
        return pace.merge_s if has_more(piece) else min(pace.short_s, pace.merge_s)

    async def _merge(self, lane: Lane, piece: Piece) -> bool:
        """Put a message into the ask that waits, if it belongs there."""
        entry = lane.newest_typed()
        if entry is None or not _belongs(entry, piece):
            return False
        ask = merged(entry.row.ask, piece, at_once=now() < entry.due)
        stored = await self.desk.journal.append(
            piece.owner, entry.row.id, ask, update_id=piece.update_id
        )
        if stored:
            entry.row = replace(entry.row, ask=ask)
            entry.due = now() + self._patience(piece)
        return stored

    async def _record(self, piece: Piece, user: User) -> AskRow | None:
        previous = await self.desk.journal.last(user.owner, user.conversation)
        if previous is None or not follows(piece, previous):
            return await self._open(piece, user, previous)
        ask = next_ask(previous.ask, piece, user, self.desk.today())
        if length(ask) > MOST_CHARACTERS:
            return await self._open(piece, user, previous)
        return await self._store(piece, user, ask)

    async def _open(self, piece: Piece, user: User, previous: AskRow | None) -> AskRow | None:
        """Store the first ask of a conversation: a new one, unless nothing was said in this."""
        fresh = user
        if previous is not None:
            fresh = replace(user, conversation=user.conversation + 1)
        row = await self._store(piece, fresh, first_ask(piece, fresh, self.desk.today()))
        if row is not None:
            self.users.moved_on(fresh)
        return row

    async def _store(self, piece: Piece, user: User, ask: Ask) -> AskRow | None:
        return await self.desk.journal.record(
            user.owner, piece.chat, user.conversation, ask, update_ids=(piece.update_id,)
        )

    def _put_typed(self, lane: Lane, row: AskRow, piece: Piece, user: User) -> None:
        self.lanes.put(lane, Entry(row, typed=True, due=now() + self._patience(piece)))
        self._tell_queued(lane, user.language)

    def _put_tapped(self, lane: Lane, row: AskRow, tapped: Tapped) -> None:
        after = self.tasks.spawn(tapped.acknowledge())
        self.lanes.put(lane, Entry(row, after=after))
        self._tell_queued(lane, tapped.user.language)

    def _tell_queued(self, lane: Lane, language: Language) -> None:
        """Say once per answer that a further message was kept and will be answered next."""
        if lane.working is None or lane.told:
            return
        lane.told = True
        self.tasks.background(self._say_queued(lane, language))

    async def _say_queued(self, lane: Lane, language: Language) -> None:
        await self.sender.say(lane.chat, plain(say("telegram.queued", language)))
        if lane.running is not None:
            lane.running.stream.covered()


def _belongs(entry: Entry, piece: Piece) -> bool:
    # Within the window it is one text cut in two. Later it is a thought added to what waits,
    # unless it opens a situation of its own. Nothing is added to a message that is checked.
    at_once = now() < entry.due
    if entry.row.ask.want is Want.CHECK:
        return at_once and not piece.received and is_cut(entry.row.ask.texts[-1])
    return at_once or follows(piece, entry.row)


def _is_about(row: AskRow, deal: PastDeal) -> bool:
    born_here = deal.conversation is not None and row.conversation == deal.conversation
    return born_here or row.ask.deal == deal.id
