"""A file of past deals: fetched into memory, read, and taken in whole or not at all."""

import asyncio
import logging
import re
from dataclasses import dataclass, field
from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import Document
from aiohttp import ClientError

from bot.coach.errors import CoachError
from bot.coach.journal import User
from bot.telegram.desk import Desk
from bot.telegram.render import plain
from bot.telegram.sender import Sender
from bot.telegram.tasks import Tasks
from bot.telegram.users import Users
from bot.texts import say
from knowledge.deals import PastDeal
from knowledge.deals.files import MOST_BYTES, read_deals
from knowledge.errors import KnowledgeError

log = logging.getLogger(__name__)
_ENDINGS = (".json", ".jsonl", ".ndjson", ".csv")
_BORN = re.compile(r"c([0-9]{1,9})")
_FETCH_S = 60


class NotFetched(Exception):
    """A file could not be downloaded."""


class TooBig(Exception):
    """A file is larger than what is read."""


class _Bounded(BytesIO):
    """Takes `MOST_BYTES` and no more, whatever size was declared."""

    def write(self, content: bytes, /) -> int:  # type: ignore[override]  # bytes come, no buffers
        if self.tell() + len(content) > MOST_BYTES:
            raise TooBig
        return super().write(content)


def holds_deals(document: Document | None) -> bool:
    """Tell by its name whether a file may hold deals."""
    return document is not None and (document.file_name or "").casefold().endswith(_ENDINGS)


@dataclass(frozen=True, slots=True)
class Imports:
    """The imports under way, one task each, so that handlers return at once."""

    bot: Bot
    desk: Desk
    tasks: Tasks
    sender: Sender
    users: Users
    _running: dict[int, set[asyncio.Task[None]]] = field(default_factory=dict)

    def begin(self, document: Document, user: User) -> None:
        """Take in the deals of a file, and tell the user what became of it."""
        task = self.tasks.spawn(self._tell(document, user))
        running = self._running.setdefault(user.owner, set())
        running.add(task)
        task.add_done_callback(lambda done: self._ended(user.owner, done))

    async def stop(self, owner: int) -> None:
        """Stop the imports of a user: what is being erased must not come back."""
        running = tuple(self._running.get(owner, ()))
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)

    def _ended(self, owner: int, task: asyncio.Task[None]) -> None:
        running = self._running.get(owner, set())
        running.discard(task)
        if not running:
            self._running.pop(owner, None)

    async def _tell(self, document: Document, user: User) -> None:
        await self.sender.say(user.owner, plain(await self._outcome(document, user)))

    async def _outcome(self, document: Document, user: User) -> str:
        """Return what became of the file, in words. The outermost edge of an import."""
        language = user.language
        try:
            return await self._take_in(document, user)
        except TooBig:
            return say("deals.too_big", language)
        except NotFetched:
            return say("deals.not_fetched", language)
        except KnowledgeError as error:
            return error.in_words(language)
        except CoachError as error:
            return say(error.text, language, **error.values)
        except Exception as error:  # noqa: BLE001 - the outermost edge of an import
            log.error("an import failed: %s", type(error).__name__)  # noqa: TRY400 - no content
            return say("telegram.not_taken", language)

    async def _fetched(self, document: Document) -> bytes:
        if (document.file_size or 0) > MOST_BYTES:
            raise TooBig
        content = _Bounded()
        try:
            await self.bot.download(document, destination=content, timeout=_FETCH_S)
        except (AiogramError, ClientError, TimeoutError, TypeError) as error:
            log.warning("a file was not fetched: %s", type(error).__name__)
            raise NotFetched from error
        return content.getvalue()

    async def _take_in(self, document: Document, user: User) -> str:
        content = await self._fetched(document)
        owner, name = str(user.owner), document.file_name or ""
        deals = await asyncio.to_thread(read_deals, name, content, owner, user.language)
        if not deals:
            return say("deals.empty_file", user.language)
        await self._make_room(deals, user)
        done = await self.desk.deals.bring_in(owner, deals)
        self.desk.nudge(owner)
        return say(
            "deals.brought_in",
            user.language,
            added=done.added,
            replaced=done.replaced,
            unchanged=done.unchanged,
        )

    async def _make_room(self, deals: tuple[PastDeal, ...], user: User) -> None:
        """Number the user's next conversations above those that the deals were born from.

        After an erasure their numbers begin anew, and would name a new deal as an old one.
        """
        born = [int(found[1]) for deal in deals if (found := _BORN.fullmatch(deal.id))]
        known = await self.users.of(user.owner, user.language)
        if (newest := max(born, default=0)) > known.conversation:
            await self.users.change(known, conversation=newest + 1)
