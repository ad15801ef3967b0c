"""Reads the card files: checked at this border, frozen values from here on."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Literal

import frontmatter
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from yaml import YAMLError

from knowledge.card import Card, Language, Role, Stage
from knowledge.errors import BrokenCard, UnknownCard

PRINCIPLES = frozenset(f"P{number:02d}" for number in range(1, 15))
LEGAL = frozenset({"C10", *(f"C{number}" for number in range(17, 25))})
"""Cards that tell the law: these are dated."""

_MOST_WORDS = 220
_QUOTE = re.compile(r"^> ?", re.MULTILINE)
_TWINS = ("roles", "stage", "principles", "status", "legal_date")


def _known(code: str) -> str:
    if code not in PRINCIPLES:
        raise ValueError(f"no principle is {code}")
    return code


_Line = Annotated[str, Field(min_length=1)]


class _Front(BaseModel):
    """The front matter of a card file; nothing that is not named here is allowed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: str = Field(pattern=r"^[A-E]\d\d$")
    language: Language
    title: _Line
    roles: frozenset[Role] = Field(min_length=1)
    stage: Stage
    principles: tuple[Annotated[str, AfterValidator(_known)], ...] = Field(min_length=1)
    status: Literal[
        "seed", "verified", "verified-secondary", "part-verified", "practice", "computed"
    ]
    keywords: tuple[_Line, ...] = Field(min_length=1)
    situations: tuple[_Line, ...] = Field(min_length=1)
    sources: tuple[_Line, ...] = Field(min_length=1)
    legal_date: str = Field(default="", pattern=r"^(\d{4}-\d{2})?$")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one field of one file."""

    file: str
    field: str
    what: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """All cards, in both languages, in the order of their ids."""

    cards: tuple[Card, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the cards, each once, sorted."""
        return tuple(sorted({card.id for card in self.cards}))

    def card(self, card_id: str, language: Language) -> Card:
        """Return one card. Raises UnknownCard."""
        for card in self.cards:
            if (card.id, card.language) == (card_id, language):
                return card
        raise UnknownCard(card_id, language)

    def of(self, language: Language) -> tuple[Card, ...]:
        """Return the cards of one language."""
        return tuple(card for card in self.cards if card.language == language)

    @property
    def fingerprint(self) -> str:
        """Return 12 hexadecimal digits that change when any card changes."""
        digest = hashlib.sha256()
        for card in self.cards:
            values = [getattr(card, field.name) for field in fields(card)]
            # A set has no order of its own: sorted, it shows the same on every run.
            shown = [sorted(value) if isinstance(value, frozenset) else value for value in values]
            digest.update(repr(shown).encode())
        return digest.hexdigest()[:12]


@cache
def load_shelf() -> Shelf:
    """Return the shipped cards, read once. Raises BrokenCard for the first fault of all."""
    return read_shelf(_shipped())


def read_shelf(folder: Traversable) -> Shelf:
    """Return the cards of `folder`. Raises BrokenCard for the first fault of all."""
    cards, faults = examine(folder)
    if faults:
        first = faults[0]
        raise BrokenCard(first.file, first.field, first.what)
    return Shelf(cards)


def examine_shipped() -> tuple[tuple[Card, ...], tuple[Fault, ...]]:
    """Return what `examine` finds in the shipped cards."""
    return examine(_shipped())


def examine(folder: Traversable) -> tuple[tuple[Card, ...], tuple[Fault, ...]]:
    """Return the cards of `folder` that can be read, and all that is wrong, by file and field."""
    cards: dict[str, Card] = {}
    faults: list[Fault] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".md"):
            continue
        found = read_card(file.name, file.read_text("utf-8"))
        if isinstance(found, Card):
            cards[file.name] = found
            faults.extend(_faults_of(file.name, found))
        else:
            faults.extend(found)
    faults.extend(_faults_of_twins(cards))
    return tuple(cards.values()), tuple(faults)


def read_card(file: str, text: str) -> Card | tuple[Fault, ...]:
    """Return the card that `text` holds, or why it holds none. `file` is the name to report."""
    try:
        page = frontmatter.loads(text)
        front = _Front.model_validate(page.metadata)
    except YAMLError as error:
        return (Fault(file, "front matter", str(error).splitlines()[0]),)
    except ValidationError as error:
        return tuple(
            Fault(file, ".".join(map(str, problem["loc"])), problem["msg"])
            for problem in error.errors(include_url=False, include_input=False)
        )
    body, phrase = _body_and_phrase(page.content)
    # Fields and not model_dump: a field of the file that Card lacks must fail here.
    return Card(body=body, phrase=phrase, **{name: getattr(front, name) for name in _fields()})


def _shipped() -> Traversable:
    return files(__package__) / "cards"


def _fields() -> tuple[str, ...]:
    return tuple(_Front.model_fields)


def _body_and_phrase(content: str) -> tuple[str, str]:
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", content.strip())]
    quotes = [_QUOTE.sub("", part) for part in paragraphs if part.startswith(">")]
    body = [part for part in paragraphs if not part.startswith(">")]
    return "\n\n".join(body), "\n\n".join(quotes)


def _faults_of(file: str, card: Card) -> Iterator[Fault]:
    if file != f"{card.id}.{card.language}.md":
        yield Fault(file, "id", f"the file says {card.id}, {card.language}")
    if not card.body:
        yield Fault(file, "body", "is empty")
    words = len(f"{card.body} {card.phrase}".split())
    if words > _MOST_WORDS:
        yield Fault(file, "body", f"has {words} words with its phrase, {_MOST_WORDS} at most")
    if card.id in LEGAL and not card.legal_date:
        yield Fault(file, "legal_date", "is missing on a legal card")
    if len(set(card.situations)) < len(card.situations):
        yield Fault(file, "situations", "says one thing twice")


def _faults_of_twins(cards: Mapping[str, Card]) -> Iterator[Fault]:
    known = {(card.id, card.language): card for card in cards.values()}
    for file, card in cards.items():
        other = Language.EN if card.language == Language.FR else Language.FR
        twin = known.get((card.id, other))
        if twin is None:
            yield Fault(file, "language", f"has no twin in {other}")
        elif card.language == Language.FR:
            for field in _TWINS:
                if getattr(card, field) != getattr(twin, field):
                    yield Fault(file, field, f"differs from {card.id}.{other}.md")
