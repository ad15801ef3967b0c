"""Builds the coach: the one place that chooses model, shelf and store. No Telegram inside."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bot.coach.coach import Coach
from bot.coach.errors import CoachError
from bot.coach.ports import Memory, Model, NoMemory
from bot.coach.tactics import TacticReader
from bot.llm.choose import build_model
from bot.llm.model import LanguageModel, loaded
from bot.llm.weights import Progress
from bot.settings import Settings
from bot.store import SqlJournal, open_journal
from bot.store.deals import SqlDealBook
from bot.store.engine import parse
from knowledge.card import Language
from knowledge.deals.memory import DealMemory
from knowledge.errors import IndexLocked, IndexUnusable, KnowledgeError
from knowledge.library import KnowledgeLibrary
from knowledge.tactics.eye import TrainedEye
from prompts import Prompt, fill

log = logging.getLogger(__name__)
_WATCH_S = 5.0
_RETRY_S = 30.0


def clock() -> datetime:
    """Return the present moment, with its zone."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock that wiring passes


def today() -> date:
    """Return today's date where this process runs."""
    return clock().astimezone().date()


def build_reader(settings: Settings) -> TacticReader:
    """Return the reader of tactics, its eye loaded; by patterns alone where it cannot be.

    Takes half a second the first time, when the tuned model is made (72 MB under `data_dir`).
    """
    eye = TrainedEye(settings.data_dir / "eye")
    _opened(eye, _nobody)
    return TacticReader(eye)


def _opened(eye: TrainedEye, ready: Callable[[str], None]) -> bool:
    try:
        eye.load()
    except (OSError, ValueError) as error:
        log.warning("tactics are read by patterns alone: %s", type(error).__name__)
        return False
    ready("eye")
    return True


def _nobody(part: str) -> None:
    del part


class Engine:
    """A coach whose heavy parts, model, index and eye, load in the background."""

    def __init__(
        self, model: LanguageModel, library: KnowledgeLibrary, memory: Memory, eye: TrainedEye
    ) -> None:
        self.coach = Coach(model, library, memory, TacticReader(eye))
        self._model = model
        self._library = library
        self._eye = eye
        self._throw_away: tempfile.TemporaryDirectory[str] | None = None

    async def load(self, ready: Callable[[str], None] = _nobody) -> bool:
        """Load index, model and eye, each in a thread; the coach answers meanwhile, more plainly.

        `ready` is called with `library`, `model` and `eye` when each can be used. Returns whether
        the first two can; what cannot load is logged by name, and answers then say so in words.
        """
        library, model, _ = await asyncio.gather(
            self._load_library(ready),
            self._load_model(ready),
            asyncio.to_thread(_opened, self._eye, ready),
        )
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


def build_engine(
    settings: Settings, memory: Memory | None = None, progress: Progress | None = None
) -> Engine:
    """Return the coach of these settings, nothing loaded yet; without `memory` it knows no past.

    Raises ModelUnavailable when the settings name a model in a form that cannot be read.
    """
    model = build_model(settings, progress)
    library = KnowledgeLibrary(settings.data_dir / "index")
    return Engine(model, library, memory or NoMemory(), TrainedEye(settings.data_dir / "eye"))


@asynccontextmanager
async def open_model(settings: Settings) -> AsyncIterator[Model]:
    """Load the model of these settings alone, for who asks it without a coach, and close it.

    Raises ModelUnavailable when it cannot work.
    """
    model = build_model(settings)
    try:
        await loaded(model)
        yield model
    finally:
        await model.close()


async def build_journal(settings: Settings) -> SqlJournal:
    """Open the database of these settings. Raises StoreError when it cannot be used."""
    return await open_journal(settings.database_url, clock)


@dataclass(frozen=True, slots=True)
class Deals:
    """The past deals of a database, and the search among them."""

    book: SqlDealBook
    memory: DealMemory


@asynccontextmanager
async def open_deals(url: str) -> AsyncIterator[Deals]:
    """Open the deals of the database at `url`, made where it is not there yet.

    Raises StoreError when it cannot be used.
    """
    journal = await open_journal(url, clock)
    try:
        yield Deals(journal.deals, DealMemory(journal.deals))
    finally:
        await journal.close()


@dataclass(frozen=True, slots=True)
class House:
    """What a bot works with: the coach's engine, the journal, the memory of past deals."""

    engine: Engine
    journal: SqlJournal
    memory: DealMemory

    async def keep(self) -> None:
        """Keep the model alive and the deals indexed. Endless."""
        await asyncio.gather(self.engine.keep(), keep_indexed(self.memory))


@asynccontextmanager
async def open_house(settings: Settings, progress: Progress | None = None) -> AsyncIterator[House]:
    """Open what these settings name, nothing loaded yet, and close it at the end.

    Raises StoreError when the database cannot be used, and as `build_engine` does.
    """
    journal = await build_journal(settings)
    try:
        memory = DealMemory(journal.deals)
        engine = build_engine(settings, memory, progress)
        try:
            yield House(engine, journal, memory)
        finally:
            await engine.close()
    finally:
        await journal.close()


async def keep_indexed(memory: DealMemory) -> None:
    """Index the deals that wait, now and after every nudge. Endless.

    What a crash left in the outbox is made at the start. While the database refuses, or anything
    else fails, recall goes on with what is indexed.
    """
    while True:
        try:
            await memory.index_waiting()
            await memory.changed()
        except Exception as error:  # noqa: BLE001 - an outermost edge: indexing must not end
            log.warning("past deals are not indexed yet: %s", type(error).__name__)
            await asyncio.sleep(_RETRY_S)


def has_database(settings: Settings) -> bool:
    """Return whether the database of these settings is there. Raises StoreUnreachable."""
    file = parse(settings.database_url).database
    return bool(file) and Path(str(file)).is_file()


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
