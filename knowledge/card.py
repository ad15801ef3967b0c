"""A knowledge card as a value: what one page of the shelf holds in one language."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The two languages that the coach speaks."""

    FR = "fr"
    EN = "en"


class Role(StrEnum):
    """The chair that the user sits in."""

    SELLER = "seller"
    BUYER = "buyer"


class Stage(StrEnum):
    """Where in the negotiation a card helps, in the order in which the stages come."""

    PREPARE = "prepare"
    OPEN = "open"
    EXPLORE = "explore"
    PROPOSE = "propose"
    TRADE = "trade"
    CLOSE = "close"
    DEBRIEF = "debrief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card in one language.

    `roles` holds both roles for a card that serves both chairs. `principles` are codes P01–P14.
    `phrase` is a sentence to say (empty where the card gives none); `sources` are references as
    the reader sees them; `body` is the card's text without title, phrase and sources.
    """

    id: str
    language: Language
    title: str
    roles: frozenset[Role]
    stage: Stage
    principles: tuple[str, ...]
    status: str
    keywords: tuple[str, ...]
    situations: tuple[str, ...]
    body: str
    phrase: str
    sources: tuple[str, ...]
    legal_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardQuery:
    """What to look for on the shelf. Role and stage steer the ranking; the language is kept."""

    text: str
    language: Language
    role: Role | None = None
    stage: Stage | None = None
    limit: int = 5


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A card that answers a query, with its score from 0 (chance) to 1 (certain)."""

    card: Card
    score: float
