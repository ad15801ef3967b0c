"""A past deal as a value, what to look for among a user's deals, and why one was found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.card import Language, Role

CITATION = "deal:"
"""What stands before the id of a deal where an answer cites it."""

MOST_DEALS = 5_000
"""Deals of one owner, and of one file."""

MOST_SHORT, MOST_LONG = 200, 8_000
"""Characters of a counterpart or a subject; of notes, an outcome or a lesson."""

MOST_FIGURE, MOST_FIGURES = 120, 20
"""Characters of one figure; figures of one deal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDeal:
    """One negotiation of one user, running or closed. All of its texts are the user's own words.

    `owner` and `id` together name it; `number` is the store's own, 0 before it is stored, and is
    what a button carries. `day` is when the negotiation last moved. `figures` are written as the
    user would read them. `conversation` is the chat that it was born from, if any.
    """

    owner: str
    id: str
    day: date
    language: Language
    role: Role | None = None
    counterpart: str = ""
    subject: str = ""
    notes: str = ""
    outcome: str = ""
    figures: tuple[str, ...] = ()
    lesson: str = ""
    conversation: int | None = None
    number: int = 0

    @property
    def closed(self) -> bool:
        """Whether the user said how it ended."""
        return bool(self.outcome)

    @property
    def citation(self) -> str:
        """Return the name by which an answer cites this deal."""
        return f"{CITATION}{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DealQuery:
    """What to look for among the deals of one owner. `today` gives "last March" its year."""

    owner: str
    text: str
    today: date
    limit: int = 3


class ReasonKind(StrEnum):
    """What a deal and a question have in common."""

    COUNTERPART = "counterpart"
    WORDS = "words"
    DAY = "day"
    LATEST = "latest"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a deal was recalled: its kind, and the words of the deal that show it (may be empty)."""

    kind: ReasonKind
    what: str = ""


@dataclass(frozen=True, slots=True)
class FoundDeal:
    """A deal that answers a query, its score from 0 (chance) to 1 (certain), and why."""

    deal: PastDeal
    score: float
    reasons: tuple[Reason, ...]
