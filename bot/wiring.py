"""Builds the coach: the one place that chooses model, shelf and store. No Telegram inside."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from knowledge.errors import KnowledgeError
from knowledge.library import KnowledgeLibrary

from bot.coach.coach import Coach
from bot.coach.errors import CoachError
from bot.llm.choose import build_model
from bot.llm.model import LanguageModel
from bot.llm.weights import Progress
from bot.settings import Settings
from bot.store import SqlJournal, open_journal
from knowledge.card import Language
from prompts import Prompt, fill

log = logging.getLogger(__name__)


def clock() -> datetime:
    """Return the present moment, with its zone."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock that wiring passes


def today() -> date:
    """Return today's date where this process runs."""
    return clock().astimezone().date()


@dataclass(frozen=True, slots=True)
class Engine:
    """A coach whose heavy parts, the model and the index, load in the background."""

    coach: Coach
    model: LanguageModel
    library: KnowledgeLibrary

    async def load(self, ready: Callable[[str], None] = lambda part: None) -> None:
        """Load index and model, each in a thread; the coach answers meanwhile, more plainly.

        `ready` is called with `library` and `model` when each can be used. What cannot load is
        logged by name: answers then say it in words.
        """
        async with asyncio.TaskGroup() as group:
            group.create_task(self._load_library(ready))
            group.create_task(self._load_model(ready))

    async def close(self) -> None:
        """Free the model's process and connections."""
        await self.model.close()

    async def _load_library(self, ready: Callable[[str], None]) -> None:
        try:
            await asyncio.to_thread(self.library.load)
        except KnowledgeError as error:
            log.warning("the index is not available: %s", error)
            return
        ready("library")

    async def _load_model(self, ready: Callable[[str], None]) -> None:
        try:
            await asyncio.to_thread(self.model.load)
        except CoachError as error:
            log.warning("the model is not available: %s", error.text)
            return
        ready("model")
        await self.model.warm(_warm_prompts())


def build_engine(settings: Settings, progress: Progress | None = None) -> Engine:
    """Return the coach of these settings, nothing loaded yet.

    Raises ModelUnavailable when the settings name a model in a form that cannot be read.
    """
    model = build_model(settings, progress)
    library = KnowledgeLibrary(settings.data_dir / "index")
    return Engine(Coach(model, library), model, library)


async def build_journal(settings: Settings) -> SqlJournal:
    """Open the database of these settings. Raises StoreError when it cannot be used."""
    return await open_journal(settings.database_url, clock)


def _warm_prompts() -> tuple[Prompt, ...]:
    """Return prompts whose long, stable beginning the model reads ahead of the first ask."""
    nothing = {
        "role": "",
        "tone": "",
        "context": "",
        "received": "",
        "sentences": "",
        "remarks": "",
    }
    return tuple(fill(f"word_{language.value}", **nothing) for language in Language)
