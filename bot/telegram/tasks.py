"""Tasks that outlive the update that started them: tracked, so that the end can wait for them."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")


class Tasks:
    """Every task of one running bot. `drain` is their end."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start `work`; the caller awaits the task, or `work` handles its own errors."""
        task = asyncio.create_task(work)  # noqa: TID251 - kept in a set that drain() awaits
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def background(self, work: Coroutine[Any, Any, None]) -> None:
        """Start `work` that nobody awaits; its failure is logged by class, never by content."""
        _ = self.spawn(_guarded(work))

    async def drain(self, seconds: float) -> None:
        """Wait for all tasks, those they start included, then cancel what is left."""
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        while self._running and (left := until - clock()) > 0:
            await asyncio.wait(self._running, timeout=left)
        for task in self._running:
            task.cancel()
        if self._running:
            await asyncio.wait(self._running)


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 - an edge: nobody above could handle it
        log.warning("a background step failed: %s", type(error).__name__)
