"""Texts that no exemplar or pattern was written from, each with its labels: two sets."""

import json
from dataclasses import dataclass
from pathlib import Path

from bench.tactics.scores import Judged, judged
from bot.coach.tactics import TacticReader
from knowledge.tactics.contract import Direction, Zone

FOLDER = Path(__file__).parents[2] / "tests" / "knowledge" / "tactics" / "unseen"
SETS = ("read", "fresh")
"""Those that were read while ways to train were chosen, and those read once, at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text with its zone and codes by the labelling rules of the contract."""

    id: str
    language: str
    direction: Direction
    text: str
    facts: tuple[str, ...]
    zone: Zone
    codes: frozenset[str]


def load(name: str, folder: Path = FOLDER) -> tuple[Labelled, ...]:
    """Return the texts of a set, of both languages."""
    lines = [
        json.loads(line)
        for file in sorted(folder.glob(f"*_{name}.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    return tuple(map(_labelled, lines))


def read_all(texts: tuple[Labelled, ...], reader: TacticReader) -> list[Judged]:
    """Return every text beside what the reader sees in it."""
    return [judged(one, reader.read(one.text, one.direction, one.facts)) for one in texts]


def _labelled(line: dict[str, object]) -> Labelled:
    facts, codes = line["facts"], line["codes"]
    return Labelled(
        id=str(line["id"]),
        language=str(line["lang"]),
        direction=Direction(str(line["direction"])),
        text=str(line["text"]),
        facts=tuple(map(str, facts if isinstance(facts, list) else ())),
        zone=Zone(str(line["zone"])),
        codes=frozenset(map(str, codes if isinstance(codes, list) else ())),
    )
