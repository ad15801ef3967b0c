"""The questions on which retrieval is tuned and measured, each labelled twice."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from knowledge.card import CardQuery, Language, Role, Stage

_FOLDER = Path(__file__).parents[1] / "tests" / "knowledge" / "questions"

Part = Literal["tune", "report", "unseen"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the cards that answer it as two labellers saw it; none where none does."""

    id: str
    query: CardQuery
    kind: str
    first: frozenset[str]
    second: frozenset[str]

    @property
    def cards(self) -> frozenset[str]:
        """Cards that at least one labeller gave."""
        return self.first | self.second


def part_of(name: str) -> Literal["tune", "report"]:
    """Return the part that an id belongs to: half of them are for tuning, half for the report."""
    return "report" if zlib.crc32(name.encode()) % 2 else "tune"


def load(part: Part) -> list[Question]:
    """Return the questions of one part.

    "earlier" ones, on which weights were set before, are for tuning only. "unseen" ones were
    written apart, and nothing was chosen on them. So were "blind" ones, before any card was read;
    like those of "fr" and "en", half of them are for tuning.
    """
    if part == "unseen":
        return list(_read("unseen"))
    files = ("fr", "en", "blind")
    mine = [one for file in files for one in _read(file) if part_of(one.id) == part]
    return mine + (list(_read("earlier")) if part == "tune" else [])


def agreement(questions: Sequence[Question]) -> tuple[float, float]:
    """Return the mean overlap (Jaccard) of the labels, and the share of equal judgements on none.

    Of two empty sets of labels the overlap is 1.
    """
    overlaps = [_overlap(one) for one in questions]
    same = sum(bool(one.first) == bool(one.second) for one in questions)
    return sum(overlaps) / len(overlaps), same / len(questions)


def _overlap(one: Question) -> float:
    return len(one.first & one.second) / len(one.cards) if one.cards else 1.0


def _read(name: str) -> Iterator[Question]:
    second = {row["id"]: row["cards"] for row in _rows(f"{name}.second")}
    for row in _rows(name):
        query = CardQuery(
            text=row["text"],
            language=Language(row["lang"]),
            role=Role(row["role"]) if row.get("role") else None,
            stage=Stage(row["stage"]) if row.get("stage") else None,
        )
        cards = frozenset(row["cards"])
        kind = row.get("kind") or ("earlier" if cards else "none")
        yield Question(row["id"], query, kind, cards, frozenset(second.get(row["id"], cards)))


def _rows(name: str) -> Iterator[dict[str, Any]]:
    file = _FOLDER / f"{name}.jsonl"
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        yield json.loads(line)
