"""What the core asks of the world: a model, a shelf of cards, past deals, an eye for tactics."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.card import Card, CardQuery, FoundCard, Language
from knowledge.deals import DealQuery, FoundDeal, PastDeal
from knowledge.tactics import Direction, Sighting
from prompts import Prompt

Heard = Callable[[str], Awaitable[None]]
"""Receives the whole raw text written so far, each time more of it has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model wrote: its fields by name, and what it cost in tokens."""

    fields: dict[str, str]
    tokens_in: int
    tokens_out: int


class Model(Protocol):
    """A language model that words a text. It never judges and never computes."""

    @property
    def name(self) -> str:
        """The name shown to the user and kept in the answer."""
        ...

    @property
    def ready(self) -> bool:
        """Whether `reply` can start at once: weights loaded, imports done."""
        ...

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        """Word `prompt`: return every field that the prompt declares.

        `heard` is awaited with the raw JSON text so far while it is being written. Cancelling
        the call frees the model's slot. Raises `ModelUnavailable` when no valid reply came
        (loading, timeout, refused, cut, junk); `ModelUnavailable.text` is the user's sentence.
        """
        ...


class Library(Protocol):
    """The shelf of cards."""

    @property
    def ready(self) -> bool:
        """Whether `search` can answer: vectors and index are loaded."""
        ...

    async def search(self, query: CardQuery) -> tuple[FoundCard, ...]:
        """Return the best cards, best first; empty when nothing passes the floor."""
        ...

    def card(self, card_id: str, language: Language) -> Card:
        """Return one card. Raises `UnknownCard` (knowledge.errors)."""
        ...


class Memory(Protocol):
    """The past deals of users, each owner's apart."""

    async def recall(self, query: DealQuery) -> tuple[FoundDeal, ...]:
        """Return the owner's deals that answer, best first. Raises CoachError if out of reach."""
        ...

    async def named(self, owner: str, deal_id: str) -> PastDeal | None:
        """Return one deal of the owner, or None. Raises CoachError when out of reach."""
        ...


class NoMemory:
    """A memory that holds nothing, for batches that must not depend on anybody's past."""

    async def recall(self, query: DealQuery) -> tuple[FoundDeal, ...]:
        """Return nothing."""
        del query
        return ()

    async def named(self, owner: str, deal_id: str) -> PastDeal | None:
        """Return nothing."""
        del owner, deal_id
        return None


class Eye(Protocol):
    """A trained eye for the tactics of the ethics contract."""

    @property
    def ready(self) -> bool:
        """Whether it can look: its model is loaded."""
        ...

    def sightings(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> tuple[Sighting, ...]:
        """Return the tactics that a text shows, each once, with the sentence that shows it.

        `facts` is what is known of this deal: what contradicts it makes a claim forbidden. Takes
        about as long as embedding the text.
        """
        ...


class NoEye:
    """An eye that is never there."""

    ready = False

    def sightings(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> tuple[Sighting, ...]:
        """Return nothing."""
        del text, direction, facts
        return ()
