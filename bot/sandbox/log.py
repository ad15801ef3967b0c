"""What happened, in order: an append-only log that streams follow, and the clock behind it."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from bot.sandbox.wire import Json


class Clock:
    """Seconds that run by themselves and can be moved forward."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ahead = 0.0
        self._epoch = time.time() - clock()

    def now(self) -> float:
        """Return monotonic seconds."""
        return self._clock() + self._ahead

    def unix(self) -> int:
        """Return the Unix time of now, which `forward` moves as well."""
        return int(self._epoch + self.now())

    def forward(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._ahead += seconds


class Bell:
    """Wakes everyone who waits, any number of times."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait now."""
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self) -> None:
        """Return at the next ring."""
        await self._event.wait()


class EventLog:
    """Events `{id, time, type, …}`; ids count from 1, `time` is monotonic seconds."""

    def __init__(self, clock: Clock) -> None:
        self.events: list[Json] = []
        self.volume = 0
        """Grows when the log begins anew, so that a follower knows to start over."""
        self.bell = Bell()
        self._clock = clock

    def add(self, kind: str, /, **fields: Any) -> None:
        """Append an event."""
        event = {"id": len(self.events) + 1, "time": self._clock.now(), "type": kind, **fields}
        self.events.append(event)
        self.bell.ring()

    def begin_anew(self) -> None:
        """Forget everything. The first event of the new log says so to those who follow."""
        self.events = []
        self.volume += 1
        self.add("reset")
