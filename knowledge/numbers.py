"""The numbers of a card's text, and the facts that vouch for them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources.abc import Traversable

from knowledge.card import Card, Language
from knowledge.faults import Fault

_GROUPS = {Language.FR: "[ \u00a0\u202f]", Language.EN: ","}
_POINT = {Language.FR: ",", Language.EN: r"\."}
_NUMBER = {
    language: re.compile(
        rf"\d{{1,3}}(?:{_GROUPS[language]}\d{{3}})+(?!\d)(?:{_POINT[language]}\d+)?"
        rf"|\d+(?:{_POINT[language]}\d+)?"
    )
    for language in Language
}
_ORIGIN = re.compile(r"^example: \S|\(.+\)")
"""A claim is made up and says so, or it names its source in brackets."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that the card `card` may tell, with what it claims and where that comes from."""

    file: str
    card: str
    written: str
    claim: str

    @property
    def value(self) -> Decimal | None:
        """The number, None where it is not written as one: `2824`, `0.42`."""
        return Decimal(self.written) if re.fullmatch(r"\d+(\.\d+)?", self.written) else None

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the fact by itself."""
        if self.value is None:
            yield self.fault("fact_no_number")
        if not _ORIGIN.search(self.claim):
            yield self.fault("fact_no_source")

    def fault(self, what: str) -> Fault:
        """Return a fault of this fact that the sentence `what` tells."""
        return Fault(self.file, f"{self.card} {self.written}", what)


def numbers_in(text: str, language: Language) -> frozenset[Decimal]:
    """Return the numbers that `text` writes in digits, as `language` writes them, without sign.

    2 824 and 0,5 in French are the same as 2,824 and 0.5 in English.
    """
    return frozenset(
        Decimal(re.sub(_GROUPS[language], "", number).replace(",", "."))
        for number in _NUMBER[language].findall(text)
    )


def numbers_of(card: Card) -> frozenset[Decimal]:
    """Return the numbers that a reader of the card sees: in its title, body and phrase."""
    return numbers_in("\n".join((card.title, card.body, card.phrase)), card.language)


def read_facts(folder: Traversable) -> tuple[tuple[Fact, ...], tuple[Fault, ...]]:
    """Return the facts of the TOML files in `folder`, and a fault for each that cannot be read."""
    facts: list[Fact] = []
    faults: list[Fault] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            table = tomllib.loads(file.read_bytes().decode())
            facts.extend(
                Fact(file.name, card, written, str(claim))
                for card, claims in table.items()
                for written, claim in claims.items()
            )
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError):
            faults.append(Fault(file.name, "TOML", "fact_file"))
    return tuple(facts), tuple(faults)
