"""Reads card files at this border: what a card must have, and all that is wrong with one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from importlib.resources.abc import Traversable
from typing import Annotated, Literal

import frontmatter
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError
from yaml import MarkedYAMLError, YAMLError

from knowledge.card import Card, Language, Role, Stage
from knowledge.faults import Fault
from knowledge.numbers import Fact, numbers_in, numbers_of

PRINCIPLES = tuple(f"P{number:02d}" for number in range(1, 15))
LEGAL = frozenset({"A10", "C05", "C10", *(f"C{number}" for number in range(17, 25))})
"""Cards that tell the law: these are dated, and send the reader on."""

Vouched = Mapping[str, frozenset[Decimal]]
"""The numbers that the facts hold, by the id of the card that may tell them."""

_MOST_WORDS = 220
_LEAST_SITUATIONS = 10
_QUOTE = re.compile(r"^> ?", re.MULTILINE)
_CLAIM = re.compile(r"\S — \S")
_TWINS = ("roles", "stage", "principles", "status", "legal_date")
_SENDS_ON = {
    Language.FR: ("Légifrance", "legislation.gov.uk", "avocat", "juriste"),
    Language.EN: ("Légifrance", "legislation.gov.uk", "lawyer", "solicitor"),
}
_LOOKS_LIKE = {"id": "D15", "legal_date": "2026-11"}
_SENTENCES = {
    "missing": "card_missing",
    "extra_forbidden": "card_extra",
    "enum": "card_choice",
    "literal_error": "card_choice",
    "string_too_short": "card_empty",
    "too_short": "card_empty",
    "string_pattern_mismatch": "card_pattern",
    "no_principle": "card_principle",
}
"""The kinds of error that pydantic finds, by the name of our sentence; others: `card_type`."""


def _known(code: str) -> str:
    if code not in PRINCIPLES:
        raise PydanticCustomError("no_principle", "no principle is {code}", {"code": code})
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
    legal_date: str = Field(default="", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")


def vouched(facts: Sequence[Fact]) -> Vouched:
    """Return the numbers of `facts` by card."""
    values: dict[str, set[Decimal]] = defaultdict(set)
    for fact in facts:
        if fact.value is not None:
            values[fact.card].add(fact.value)
    return {card: frozenset(numbers) for card, numbers in values.items()}


def examine(
    folder: Traversable, facts: Sequence[Fact]
) -> tuple[tuple[Card, ...], tuple[Fault, ...]]:
    """Return the sound cards of `folder`, and all that is wrong with the others, by file.

    A card is sound when neither of its two files has a fault: it stands in both languages or not
    at all. `facts` hold the numbers that cards may tell.
    """
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".md"))
    numbers = vouched(facts)
    found: dict[str, Card] = {}
    faults: list[Fault] = []
    for name in names:
        read = read_card(name, folder.joinpath(name).read_bytes())
        if isinstance(read, Card):
            found[name] = read
            faults.extend(_faults_of(name, read, numbers))
        else:
            faults.extend(read)
        if _twin_of(name) not in names:
            faults.append(Fault(name, "language", "card_twin", {"file": _twin_of(name)}))
    faults.extend(_differences(found))
    broken = broken_ids(faults)
    sound = tuple(card for name, card in found.items() if _id_of(name) not in broken)
    return sound, tuple(sorted(faults, key=lambda fault: fault.file))


def broken_ids(faults: Sequence[Fault]) -> frozenset[str]:
    """Return the ids of the cards whose files have these faults."""
    return frozenset(_id_of(fault.file) for fault in faults)


def read_card(file: str, data: bytes) -> Card | tuple[Fault, ...]:
    """Return the card that `data` holds, or why it holds none. `file` is the name to report."""
    try:
        page = frontmatter.loads(data.decode())
        front = _Front.model_validate(page.metadata)
    except UnicodeDecodeError:
        return (Fault(file, "UTF-8", "card_encoding"),)
    except YAMLError as error:
        return (Fault(file, "front matter", "card_yaml", {"line": _line_of(error)}),)
    except ValidationError as error:
        return tuple(_fault(file, problem) for problem in error.errors(include_url=False))
    body, phrase = _body_and_phrase(page.content)
    # Fields and not model_dump: a field of the file that Card lacks must fail here.
    return Card(
        body=body, phrase=phrase, **{name: getattr(front, name) for name in _Front.model_fields}
    )


def shortcomings(
    cards: Sequence[Card], broken: frozenset[str], facts: Sequence[Fact]
) -> Iterator[Fault]:
    """Yield what keeps sound cards and their facts from being shipped; readers may see such cards.

    `broken` are the ids of cards that are not among `cards`: their facts are not judged.
    """
    told: dict[str, set[Decimal]] = defaultdict(set)
    for card in cards:
        told[card.id] |= numbers_of(card)
        count = len(card.situations)
        if count < _LEAST_SITUATIONS:
            values = {"count": count, "least": _LEAST_SITUATIONS}
            file = f"{card.id}.{card.language}.md"
            yield Fault(file, "situations", "card_few_situations", values)
    for fact in facts:
        yield from fact.faults()
        if fact.card not in told and fact.card not in broken:
            yield fact.fault("fact_no_card")
        elif fact.card in told and fact.value is not None and fact.value not in told[fact.card]:
            yield fact.fault("fact_unused")


def _line_of(error: YAMLError) -> int:
    """Return the line of the file: the front matter begins in the line of its first dashes."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return mark.line + 1 if mark else 1


def _fault(file: str, problem: ErrorDetails) -> Fault:
    place, given = problem["loc"], problem.get("ctx", {})
    values = {
        "expected": str(given.get("expected", "")).replace(" or ", ", "),
        "code": str(given.get("code", "")),
        "example": _LOOKS_LIKE.get(str(place[0]), ""),
    }
    what = _SENTENCES.get(problem["type"], "card_type")
    return Fault(file, ".".join(map(str, place)), what, values)


def _body_and_phrase(content: str) -> tuple[str, str]:
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", content.strip())]
    quotes = [_QUOTE.sub("", part) for part in paragraphs if part.startswith(">")]
    body = [part for part in paragraphs if not part.startswith(">")]
    return "\n\n".join(body), "\n\n".join(quotes)


def _faults_of(file: str, card: Card, numbers: Vouched) -> Iterator[Fault]:
    if file != f"{card.id}.{card.language}.md":
        values = {"card": card.id, "language": card.language.value}
        yield Fault(file, "id", "card_misnamed", values)
    if not card.body:
        yield Fault(file, "body", "card_empty")
    words = len(f"{card.body} {card.phrase}".split())
    if words > _MOST_WORDS:
        yield Fault(file, "body", "card_long", {"count": words, "most": _MOST_WORDS})
    if len(set(card.situations)) < len(card.situations):
        yield Fault(file, "situations", "card_repeats")
    if card.id in LEGAL:
        yield from _legal_faults(file, card)
    yield from _unsupported(file, card, numbers.get(card.id, frozenset()))


def _unsupported(file: str, card: Card, known: frozenset[Decimal]) -> Iterator[Fault]:
    for number, source in enumerate(card.sources):
        if not _CLAIM.search(source):
            yield Fault(file, f"sources.{number}", "card_no_claim")
    for field in ("title", "body", "phrase"):
        told = numbers_in(getattr(card, field), card.language)
        for value in sorted(told - known):
            yield Fault(file, field, "card_number", {"number": f"{value:f}"})


def _legal_faults(file: str, card: Card) -> Iterator[Fault]:
    if not card.legal_date:
        yield Fault(file, "legal_date", "card_missing")
    elif Decimal(card.legal_date[:4]) not in numbers_in(card.body, card.language):
        yield Fault(file, "body", "card_undated", {"year": card.legal_date[:4]})
    body = card.body.casefold()
    if not any(place.casefold() in body for place in _SENDS_ON[card.language]):
        yield Fault(file, "body", "card_sends_nowhere")


def _id_of(file: str) -> str:
    return file.partition(".")[0]


def _twin_of(file: str) -> str:
    other = Language.EN if file.endswith(f".{Language.FR}.md") else Language.FR
    return f"{_id_of(file)}.{other}.md"


def _differences(cards: Mapping[str, Card]) -> Iterator[Fault]:
    for file, card in cards.items():
        twin = cards.get(_twin_of(file))
        if twin is None or card.language != Language.FR:
            continue
        for field in _TWINS:
            if getattr(card, field) != getattr(twin, field):
                yield Fault(file, field, "card_differs", {"file": _twin_of(file)})
