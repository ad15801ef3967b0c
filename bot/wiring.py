"""Builds the coach: the one place that chooses model, shelf and store. No Telegram inside."""

import asyncio
import logging
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from bot.coach.coach import Coach
from bot.coach.errors import CoachError
from bot.llm.choose import build_model
from bot.llm.model import LanguageModel, loaded
from bot.llm.weights import Progress
from bot.settings import Settings
from bot.store import SqlJournal, open_journal
from knowledge.card import Language
from knowledge.errors import IndexLocked, IndexUnusable, KnowledgeError
from knowledge.library import KnowledgeLibrary
from prompts import Prompt, fill

log = logging.getLogger(__name__)
_WATCH_S = 5.0


def clock() -> datetime:
    """Return the present moment, with its zone."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock that wiring passes


def today() -> date:
    """Return today's date where this process runs."""
    return clock().astimezone().date()


def _nobody(part: str) -> None:
    del part


class Engine:
    """A coach whose heavy parts, the model and the index, load in the background."""

    def __init__(self, model: LanguageModel, library: KnowledgeLibrary) -> None:
        self.coach = Coach(model, library)
        self._model = model
        self._library = library
        self._throw_away: tempfile.TemporaryDirectory[str] | None = None

    async def load(self, ready: Callable[[str], None] = _nobody) -> bool:
        """Load index and model, each in a thread; the coach answers meanwhile, more plainly.

        `ready` is called with `library` and `model` when each can be used. Returns whether both
        can; what cannot load is logged by name, and answers then say so in words.
        """
        library, model = await asyncio.gather(self._load_library(ready), self._load_model(ready))
        return library and model

    async def keep(self) -> None:
        """Let the model read ahead, and load it again whenever its process has died. Endless."""
        if self._model.ready:
            await self._model.warm(_warm_prompts())
        while True:
            await asyncio.sleep(_WATCH_S)
            if not self._model.ready:
                await self._load_model(_nobody)

    async def close(self) -> None:
        """Free the index, and the model's process and connections."""
        self._library.close()
        await self._model.close()
        if self._throw_away is not None:
            self._throw_away.cleanup()

    async def _load_library(self, ready: Callable[[str], None]) -> bool:
        try:
            try:
                await asyncio.to_thread(self._library.load)
            except (IndexLocked, IndexUnusable):
                # Another process holds the index, or its disk is full; vectors are shipped, so
                # an index of one's own takes seconds.
                self._throw_away = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
                await asyncio.to_thread(self._library.load_in, Path(self._throw_away.name))
        except (KnowledgeError, OSError) as error:
            log.warning("the index is not available: %s", type(error).__name__)
            return False
        ready("library")
        return True

    async def _load_model(self, ready: Callable[[str], None]) -> bool:
        try:
            await loaded(self._model)
        except CoachError as error:
            log.warning("the model is not available: %s", error.text)
            return False
        ready("model")
        return True


def build_engine(settings: Settings, progress: Progress | None = None) -> Engine:
    """Return the coach of these settings, nothing loaded yet.

    Raises ModelUnavailable when the settings name a model in a form that cannot be read.
    """
    model = build_model(settings, progress)
    return Engine(model, KnowledgeLibrary(settings.data_dir / "index"))


async def build_journal(settings: Settings) -> SqlJournal:
    """Open the database of these settings. Raises StoreError when it cannot be used."""
    return await open_journal(settings.database_url, clock)


def _warm_prompts() -> tuple[Prompt, ...]:
    """Return prompts whose long, stable beginning the model reads ahead of the first ask."""
    return tuple(
        fill(
            f"word_{language.value}",
            role="",
            tone="",
            context="",
            received="",
            sentences="",
            remarks="",
        )
        for language in Language
    )
