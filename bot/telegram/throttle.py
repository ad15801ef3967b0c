"""How long Telegram asked us to leave a chat alone."""

import asyncio

_MOST = 1000
"""Waits that are over are swept when there are this many, so that memory stays bounded."""


class Throttle:
    """Remembers each 429 until its wait is over; all sends of a chat go through `wait`."""

    def __init__(self) -> None:
        self._until: dict[int, float] = {}

    def hold(self, chat: int, seconds: float) -> None:
        """Note that `chat` may not be written to for so many seconds."""
        if len(self._until) >= _MOST:
            self._until = {one: end for one, end in self._until.items() if end > _now()}
        until = _now() + seconds
        self._until[chat] = max(until, self._until.get(chat, until))

    def left(self, chat: int) -> float:
        """Return the seconds still to wait, 0 when the chat is free."""
        until = self._until.get(chat)
        if until is None:
            return 0.0
        left = until - _now()
        if left > 0:
            return left
        del self._until[chat]
        return 0.0

    async def wait(self, chat: int) -> None:
        """Return as soon as the chat is free; a wait that grew meanwhile is obeyed as well."""
        while (left := self.left(chat)) > 0:  # noqa: ASYNC110 - a wait, not a poll
            await asyncio.sleep(left)


def _now() -> float:
    return asyncio.get_running_loop().time()
