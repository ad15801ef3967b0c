"""A tap as a value: who, on what, and how to answer it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, TelegramObject, Update

from bot.coach.journal import AskRow, User
from bot.telegram.office import Change, Office, Tapped
from bot.telegram.users import language_of
from bot.texts import say

log = logging.getLogger(__name__)
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap with all that its handler needs."""

    query: CallbackQuery
    update_id: int
    office: Office
    user: User

    @property
    def tapped(self) -> Tapped:
        """Return the tap as the office takes it."""
        return Tapped(self.user, self.update_id, self.acknowledge)

    async def row(self, ask_id: int) -> AskRow | None:
        """Return the ask that a button belongs to; None, and said so, when it is not there."""
        row = await self.office.desk.journal.ask(self.user.owner, ask_id)
        if row is None:
            self.answer("telegram.gone")
        return row

    async def ask_again(self, ask_id: int, change: Change) -> None:
        """Have a changed copy of an ask answered."""
        row = await self.row(ask_id)
        if row is not None and not await self.office.once_more(row, change, self.tapped):
            self.answer("telegram.already")

    async def repeated(self) -> bool:
        """Note this tap; return True when it was handled before."""
        return await self.office.desk.journal.seen(self.update_id)

    def answer(self, name: str, then: Callable[[], Awaitable[None]] | None = None) -> None:
        """End the spinner with a sentence (none for an empty name), then go on."""
        self.office.tasks.background(self._answer_then(name, then))

    async def acknowledge(self, sentence: str | None = None) -> None:
        """End the spinner. Too late or lost is no harm: it ends by itself, the work goes on."""
        try:
            await self.query.answer(sentence, show_alert=True if sentence else None)
        except (AiogramError, TypeError) as error:
            log.info("a tap was not acknowledged: %s", type(error).__name__)

    async def _answer_then(self, name: str, then: Callable[[], Awaitable[None]] | None) -> None:
        await self.acknowledge(say(name, self.user.language) if name else None)
        if then is not None:
            await then()


async def with_tap(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
    """Give the handler of a tap its `tap`."""
    office: Office = data["office"]
    update: Update = data["event_update"]
    if isinstance(event, CallbackQuery):
        language = language_of(event.from_user.language_code)
        user = await office.users.of(event.from_user.id, language)
        data["tap"] = Tap(event, update.update_id, office, user)
        await handler(event, data)
