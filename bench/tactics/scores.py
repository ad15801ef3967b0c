"""How well a reader of tactics does: zones, codes, false alarms, with 95 % intervals."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bench.share import Share
from knowledge.tactics.contract import BY_CODE, Direction, Sighting, Zone, worst

_DRAWS = 500


class Truth(Protocol):
    """A text with what it shows: an exemplar, or an unseen one."""

    @property
    def language(self) -> str:
        """Return its language: fr or en."""
        ...

    @property
    def direction(self) -> Direction:
        """Return where it comes from."""
        ...

    @property
    def zone(self) -> Zone:
        """Return its zone."""
        ...

    @property
    def codes(self) -> frozenset[str]:
        """Return the tactics that it shows."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: what it shows by its label, and what the reader saw."""

    language: str
    direction: Direction
    true_zone: Zone
    true_codes: frozenset[str]
    zone: Zone
    codes: frozenset[str]


def judged(text: Truth, seen: Iterable[Sighting]) -> Judged:
    """Return a text beside what a reader saw in it."""
    found = tuple(seen)
    return Judged(
        language=text.language,
        direction=text.direction,
        true_zone=text.zone,
        true_codes=text.codes,
        zone=worst(one.zone for one in found),
        codes=frozenset(one.code for one in found),
    )


def zone_right(judged: Iterable[Judged]) -> Share:
    """Return in how many texts the zone is right."""
    found = [one.zone is one.true_zone for one in judged]
    return Share(sum(found), len(found))


def forbidden_caught(judged: Iterable[Judged]) -> Share:
    """Return how many of the forbidden texts are seen as forbidden."""
    found = [one.zone is Zone.FORBIDDEN for one in judged if one.true_zone is Zone.FORBIDDEN]
    return Share(sum(found), len(found))


def false_alarms(judged: Iterable[Judged]) -> Share:
    """Return in how many honest texts anything is seen."""
    found = [one.zone is not Zone.FINE for one in judged if one.true_zone is Zone.FINE]
    return Share(sum(found), len(found))


def f1_by_code(judged: Sequence[Judged]) -> dict[str, float]:
    """Return F1 of each code that some text shows."""
    scores = {}
    for code in BY_CODE:
        hit = sum(code in one.codes and code in one.true_codes for one in judged)
        seen = sum(code in one.codes for one in judged)
        shown = sum(code in one.true_codes for one in judged)
        if shown:
            scores[code] = 2 * hit / (seen + shown)
    return scores


def macro_f1(judged: Sequence[Judged]) -> float:
    """Return the mean F1 over the codes that some text shows."""
    scores = f1_by_code(judged)
    return sum(scores.values()) / len(scores) if scores else 0.0


def between(judged: Sequence[Judged], score: Callable[[Sequence[Judged]], float]) -> str:
    """Return a score with its 95 % interval by the bootstrap (Efron 1979), 500 draws."""
    rng = np.random.default_rng(0)
    drawn = [
        score([judged[i] for i in rng.integers(0, len(judged), len(judged))])
        for _ in range(_DRAWS)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{score(judged):.2f} [{low:.2f}–{high:.2f}]"


def confusion(judged: Iterable[Judged]) -> dict[tuple[Zone, Zone], int]:
    """Return how many texts of each zone are seen in each zone: keys are (true, seen)."""
    table = {(true, seen): 0 for true in Zone for seen in Zone}
    for one in judged:
        table[one.true_zone, one.zone] += 1
    return table
