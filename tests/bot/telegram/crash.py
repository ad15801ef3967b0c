"""Journals that die between two steps, as the process does at kill -9."""

import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any

from bot.store import SqlJournal
from tests.bot.telegram.scene import Killed

STEPS = ("record", "answered", "sending", "delivered")


class DyingJournal:
    """Passes every call on, and dies just before or just after the named step."""

    def __init__(self, journal: SqlJournal, step: str, when: str, die: Callable[[], None]) -> None:
        self._journal = journal
        self._step = step
        self._when = when
        self._die = die
        self.dead = False

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method: Callable[..., Awaitable[Any]] = getattr(self._journal, name)

        async def passed_on(*args: Any, **values: Any) -> Any:
            if self.dead or (name == self._step and self._when == "before"):
                self._end()
            result = await method(*args, **values)
            if name == self._step:
                self._end()
            return result

        return passed_on

    def _end(self) -> None:
        self.dead = True
        self._die()


def raise_killed() -> None:
    raise Killed


def kill_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
