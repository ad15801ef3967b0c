"""The exemplar bank: texts written by hand that show tactics, and honest ones that look alike.

One file a language, direction and wave in `bank/`, one JSON object a line: `text`, `codes` (with
`!` after a claim that the facts, or the user's own words, contradict), `facts`, and `near`, the
code that an honest text could be mistaken for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.card import Language
from knowledge.tactics.contract import BY_CODE, CLAIMS, Direction, Zone, may_show, worst
from knowledge.tactics.eye import INVENTED

FOLDER = Path(__file__).with_name("bank")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplar:
    """A text with what it shows; `labels` are codes, with INVENTED after a claim that is false."""

    text: str
    language: Language
    direction: Direction
    labels: frozenset[str]
    facts: tuple[str, ...]
    near: str

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of the tactics that the text shows."""
        return frozenset(label.removesuffix(INVENTED) for label in self.labels)

    @property
    def zone(self) -> Zone:
        """Return the zone of the text, by the labelling rules of the contract."""
        return worst(
            Zone.FORBIDDEN if label.endswith(INVENTED) else BY_CODE[label].zone
            for label in self.labels
        )


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore")

    text: str
    codes: list[str]
    facts: list[str] = []
    near: str = ""


class BankFault(ValueError):
    """A line of the bank that cannot be used; its message names the file, the line and why."""


def load(folder: Path = FOLDER) -> tuple[Exemplar, ...]:
    """Return every exemplar, in the order of the files' names. Raises BankFault at the first."""
    return tuple(one for file in sorted(folder.glob("*.jsonl")) for one in _of(file))


def _of(file: Path) -> Iterator[Exemplar]:
    language, direction = file.stem.split("_")[:2]
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        place = f"{file.name}:{number}"
        try:
            given = _Line.model_validate_json(line)
        except ValidationError as error:
            raise BankFault(f"{place}: not a line of the bank") from error
        yield _checked(given, Language(language), Direction(direction), place)


def _checked(given: _Line, language: Language, direction: Direction, place: str) -> Exemplar:
    labels = frozenset(given.codes)
    for label in labels:
        code = label.removesuffix(INVENTED)
        if code not in BY_CODE or (label != code and code not in CLAIMS):
            raise BankFault(f"{place}: no such label: {label}")
        if not may_show(code, direction):
            raise BankFault(f"{place}: {label} is never said of a {direction}")
    if not given.text.strip():
        raise BankFault(f"{place}: no text")
    return Exemplar(
        text=given.text,
        language=language,
        direction=direction,
        labels=labels,
        facts=tuple(given.facts),
        near=given.near,
    )
