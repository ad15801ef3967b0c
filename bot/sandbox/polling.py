"""getUpdates: what waits for the bot, in order, and the long poll."""

import asyncio
from collections.abc import Callable

from bot.sandbox.wire import Json, Params, Refusal
from bot.sandbox.world import World

_LONGEST_S = 50
_MOST = 100
_CONNECTED_S = 3.0
"""A bot between two polls, or briefly busy, still counts as connected."""
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


def _nobody() -> bool:
    return True


class Poller:
    """Hands out updates, to one poll at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._newest = 0
        self._gone: Callable[[], bool] = _nobody
        self._seen = -_CONNECTED_S

    @property
    def connected(self) -> bool:
        """Say whether a bot is asking for updates."""
        return not self._gone() or self._world.clock.now() - self._seen < _CONNECTED_S

    async def poll(self, params: Params, gone: Callable[[], bool]) -> list[Json]:
        """Return updates, waiting up to `timeout` seconds for the first one.

        `offset` confirms all lower ids; `gone` says that the bot has hung up. Raises Refusal
        (409) when a newer poll takes over.
        """
        self._newest += 1
        mine = self._newest
        self._world.updates_bell.ring()  # an older poll that waits has to go
        self._remember_kinds(params)
        self._confirm(params.integer("offset"))
        limit = min(max(params.integer("limit", _MOST), 1), _MOST)
        self._gone = gone
        try:
            return await self._first(mine, limit, min(params.integer("timeout"), _LONGEST_S))
        finally:
            if mine == self._newest:
                self._gone = _nobody
                self._seen = self._world.clock.now()

    def _remember_kinds(self, params: Params) -> None:
        kinds = params.data("allowed_updates")
        if isinstance(kinds, list):
            self._world.allowed = frozenset(map(str, kinds))

    def _confirm(self, offset: int) -> None:
        pending = self._world.pending
        if offset < 0:
            pending[:] = pending[offset:]
        elif offset > 0:
            pending[:] = [one for one in pending if one[1]["update_id"] >= offset]

    async def _first(self, mine: int, limit: int, timeout_s: int) -> list[Json]:
        try:
            async with asyncio.timeout(timeout_s):
                while not (batch := self._batch(limit)) and not self._world.closed.is_set():
                    await self._world.updates_bell.wait()
                    if mine != self._newest:
                        raise Refusal(409, _CONFLICT)
                    if self._gone():
                        return []
                return batch
        except TimeoutError:
            return []

    def _batch(self, limit: int) -> list[Json]:
        """Return what waits: repeated updates first, and once; what is too old is forgotten."""
        world, now = self._world, self._world.clock.now()
        world.pending[:] = [one for one in world.pending if one[0] > now]
        again, world.again = world.again[:limit], world.again[limit:]
        return again + [update for _, update in world.pending[: limit - len(again)]]
