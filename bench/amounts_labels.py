"""Texts with every amount in them labelled by hand, and sentences labelled private or open.

They were written before the grammar and the cues were read. Half of each file, by parity, is for
tuning; nobody looks at what the code makes of the other half. The unseen files came later, from
another author who had read neither the grammar, nor the cues, nor these texts; nothing is tuned on
them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from bot.coach.amounts import Amount, Kind
from bot.coach.deal import FactRole
from knowledge.card import Language

_FOLDER = Path(__file__).parent / "amounts"

Part = Literal["tuning", "report", "unseen"]
HALVES: tuple[Part, ...] = ("tuning", "report")
TODAY = date(2026, 11, 24)
"""The day on which the texts are read: "vendredi" is the 27th."""


@dataclass(frozen=True, slots=True)
class Label:
    """An amount with its place, and what it means to the one who writes."""

    amount: Amount
    role: FactRole
    private: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text and the amounts that a person sees in it, in order."""

    id: str
    text: str
    language: Language
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and whether its writer would not want it read out to the counterpart."""

    id: str
    text: str
    language: Language
    private: bool


def texts(language: Language, part: Part) -> list[Labelled]:
    """Return the labelled texts of one language and part: a half, or all of the unseen ones.

    Raises ValueError when a labelled span does not stand in its text, in order.
    """
    return [_labelled(row) for row in _rows(str(language), part)]


def sentences(language: Language, part: Part) -> list[Sentence]:
    """Return the sentences of one language and part: a half, or all of the unseen ones."""
    return [
        Sentence(row["id"], row["text"], Language(row["lang"]), row["private"])
        for row in _rows(f"{language}.private", part)
    ]


def _rows(name: str, part: Part) -> Iterator[dict[str, Any]]:
    if part == "unseen":
        yield from _read(f"unseen_{name}")
    else:
        yield from _read(name)[HALVES.index(part) :: 2]


def _read(name: str) -> list[dict[str, Any]]:
    lines = (_FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _labelled(row: dict[str, Any]) -> Labelled:
    labels, end = [], 0
    for one in row["amounts"]:
        start = row["text"].index(one["text"], end)
        end = start + len(one["text"])
        labels.append(Label(_amount(one, start), FactRole(one["role"]), one["private"]))
    return Labelled(row["id"], row["text"], Language(row["lang"]), tuple(labels))


def _amount(one: dict[str, Any], start: int) -> Amount:
    kind = Kind(one["kind"])
    day = date.fromisoformat(one["value"]) if kind is Kind.DATE else None
    return Amount(
        kind=kind, value=Decimal(0) if day else Decimal(one["value"]), unit=one["unit"],
        per=one.get("per", ""), day=day, text=one["text"], start=start,
        end=start + len(one["text"]),
    )  # fmt: skip
