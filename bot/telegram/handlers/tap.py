"""A tap as a value: who, on what, and how to answer it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, TelegramObject, Update

from bot.coach.journal import AskRow, User
from bot.telegram.office import Change, Office, Tapped
from bot.telegram.pending import Question, read
from bot.telegram.users import language_of
from bot.texts import say
from knowledge.errors import KnowledgeError

log = logging.getLogger(__name__)
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap with all that its handler needs."""

    query: CallbackQuery
    update_id: int
    office: Office
    user: User
    asked: Question | None = None
    """What the user had been asked, until this tap ended it."""

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
        sentence = say(name, self.user.language) if name else None
        self.office.tasks.background(self._answer_then(sentence, then))

    def tell(self, sentence: str) -> None:
        """End the spinner with a sentence that is in words already."""
        self.office.tasks.background(self._answer_then(sentence, None))

    @property
    def message_id(self) -> int | None:
        """Return the message under which the button is, to be changed in place."""
        return self.query.message.message_id if self.query.message else None

    async def acknowledge(self, sentence: str | None = None) -> None:
        """End the spinner. Too late or lost is no harm: it ends by itself, the work goes on."""
        try:
            await self.query.answer(sentence, show_alert=True if sentence else None)
        except (AiogramError, TypeError) as error:
            log.info("a tap was not acknowledged: %s", type(error).__name__)

    async def _answer_then(
        self, sentence: str | None, then: Callable[[], Awaitable[None]] | None
    ) -> None:
        await self.acknowledge(sentence)
        if then is not None:
            await then()


async def with_tap(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
    """Give the handler of a tap its `tap`; a tap ends what the user was asked before it."""
    office: Office = data["office"]
    update: Update = data["event_update"]
    if isinstance(event, CallbackQuery):
        language = language_of(event.from_user.language_code)
        user = await office.users.of(event.from_user.id, language)
        asked = read(user.pending)
        user = await office.users.stop_asking(user, update.update_id)
        data["tap"] = tap = Tap(event, update.update_id, office, user, asked)
        try:
            await handler(event, data)
        except KnowledgeError as error:
            tap.tell(error.in_words(user.language))
