"""One lane per chat: its asks are worked on in order, one at a time, by one task.

A lane exists while it has something to do, so idle chats cost nothing.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.coach.answer import Answer
from bot.coach.journal import AskRow
from bot.telegram.stream import Stream
from bot.telegram.tasks import Tasks


@dataclass(slots=True)
class Entry:
    """A stored ask that waits for its turn. A typed one may still take more text until `due`.

    An ask that a tap brought starts after the tap was acknowledged (`after`).
    """

    row: AskRow
    typed: bool = False
    due: float = 0.0
    after: asyncio.Task[None] | None = None


@dataclass(slots=True)
class Running:
    """The ask that the coach is working on."""

    row: AskRow
    stream: Stream
    task: asyncio.Task[Answer]
    stopped: bool = False

    def stop(self) -> bool:
        """Cancel the work, down to the model. Return False when it was over already."""
        self.stopped = self.task.cancel()
        if self.stopped:
            self.stream.close()
        return self.stopped


@dataclass(slots=True)
class Lane:
    """The asks of one chat. `working` is true from an ask's start to its delivery."""

    chat: int
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    holders: int = 0
    waiting: deque[Entry] = field(default_factory=deque)
    running: Running | None = None
    working: AskRow | None = None
    told: bool = False
    task: asyncio.Task[None] | None = None

    def newest_typed(self) -> Entry | None:
        """Return the last waiting ask if more text may be merged into it."""
        return self.waiting[-1] if self.waiting and self.waiting[-1].typed else None

    def holds(self, row: AskRow) -> bool:
        """Tell whether this ask, or one that asks the same, is waiting or worked on."""
        rows = [entry.row for entry in self.waiting]
        if self.working is not None:
            rows.append(self.working)
        return any(other.id == row.id or other.ask == row.ask for other in rows)


Work = Callable[[Lane, AskRow], Awaitable[None]]
"""Works on one ask to its end. Handles its own errors; only cancellation comes out of it."""


class Lanes:
    """All lanes of the bot."""

    def __init__(self, work: Work, tasks: Tasks) -> None:
        self._work = work
        self._tasks = tasks
        self._lanes: dict[int, Lane] = {}

    @asynccontextmanager
    async def hold(self, chat: int) -> AsyncIterator[Lane]:
        """Give the lane of `chat`; while held, its next ask does not start."""
        lane = self._lanes.setdefault(chat, Lane(chat))
        lane.holders += 1
        try:
            async with lane.lock:
                yield lane
        finally:
            lane.holders -= 1
            self._forget_idle(lane)

    def put(self, lane: Lane, entry: Entry) -> None:
        """Queue an ask; the lane's task starts when it has none."""
        lane.waiting.append(entry)
        self.go_on(lane)

    async def drop(self, chat: int) -> None:
        """Stop everything of one chat at once, without a word."""
        async with self.hold(chat) as lane:
            lane.waiting.clear()
            await self.halt(lane)

    async def halt(self, lane: Lane) -> None:
        """Stop the work of a lane that is held, without a word. What waits stays: see `go_on`."""
        if lane.task is not None:
            lane.task.cancel()
            await asyncio.wait([lane.task])

    def go_on(self, lane: Lane) -> None:
        """Work on what waits in a lane that was halted."""
        if lane.task is None and lane.waiting:
            lane.task = self._tasks.spawn(self._run(lane))

    def stop_draft(self, chat: int, draft_id: int) -> None:
        """Stop the answer behind a draft; an unknown or finished draft is ignored."""
        lane = self._lanes.get(chat)
        running = lane.running if lane is not None else None
        if running is not None and running.stream.draft_id == draft_id:
            running.stop()

    def __len__(self) -> int:
        return len(self._lanes)

    async def _run(self, lane: Lane) -> None:
        try:
            while lane.waiting:
                if (left := lane.waiting[0].due - now()) > 0:
                    await asyncio.sleep(left)
                    continue
                if lane.waiting[0].after is not None:
                    await asyncio.wait([lane.waiting[0].after])
                async with lane.lock:
                    if not lane.waiting or lane.waiting[0].due > now():
                        continue  # cancelled, or more text came, while the lock was taken
                    lane.working = lane.waiting.popleft().row
                await self._work(lane, lane.working)
                lane.working, lane.told = None, False
        finally:
            lane.working = lane.task = None
            self._forget_idle(lane)

    def _forget_idle(self, lane: Lane) -> None:
        if lane.task is None and not lane.holders and not lane.waiting:
            self._lanes.pop(lane.chat, None)


def now() -> float:
    """Return the loop's monotonic time in seconds."""
    return asyncio.get_running_loop().time()
