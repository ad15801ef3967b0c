"""The users seen lately, in memory: one process serves the bot, nobody else changes them."""

import asyncio
from dataclasses import replace
from typing import Any

from bot.coach.journal import Journal, User
from bot.telegram.pending import read
from knowledge.card import Language

_MOST = 2048


class Users:
    """Read-through memory of the journal's users, at most so many."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._known: dict[int, User] = {}
        self._lock = asyncio.Lock()

    async def of(self, owner: int, language: Language) -> User:
        """Return the user, created with `language` when new."""
        user = self._known.get(owner)
        if user is None:
            user = self._keep(await self._journal.user(owner, language))
        return user

    async def change(self, user: User, **changes: Any) -> User:
        """Store these fields of a user, and none of the others, which may change meanwhile."""
        async with self._lock:
            stored = self._known.get(user.owner, user)
            while (new := replace(self._known.get(user.owner, user), **changes)) != stored:
                await self._journal.save_user(new)
                stored = new
            return self._keep(stored)

    async def stop_asking(self, user: User, update_id: int) -> User:
        """Forget what the user was asked, unless that was asked later than this update."""
        pending = read(user.pending)
        if not user.pending or (pending is not None and not pending.before(update_id)):
            return user
        return await self.change(user, pending="")

    def moved_on(self, user: User) -> None:
        """Note that a user is in a newer conversation, which was stored with its first ask."""
        known = self._known.get(user.owner, user)
        self._keep(replace(known, conversation=user.conversation))

    def forget(self, owner: int) -> None:
        """Drop a user from memory."""
        self._known.pop(owner, None)

    def _keep(self, user: User) -> User:
        if len(self._known) >= _MOST:
            del self._known[next(iter(self._known))]
        self._known[user.owner] = user
        return user


def language_of(code: str | None) -> Language:
    """Return the language for a client's code: French for `fr…`, else English."""
    return Language.FR if (code or "").casefold().startswith("fr") else Language.EN
