"""Other ways to read tactics, to compare with the one that ships. Each makes an eye of its own."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.tactics.batches import LABELS, shown_by
from bot.coach.ports import NoEye
from bot.coach.tactics import TacticReader, patterns
from knowledge import embed
from knowledge.tactics.bank import Exemplar, load
from knowledge.tactics.contract import BY_CODE, Direction, Sighting, Zone, may_show
from knowledge.tactics.eye import TrainedEye, written, zone_of

_NEIGHBOURS = 5
_ALARMS = 0.06
_RIDGE = 3.0
_SPARE = 3
"""Every third exemplar: to embed them all takes a quarter of an hour."""

_HELD = 8
"""Every eighth exemplar chooses the floors."""


class LinearEye:
    """A ridge regression on the shipped embedding: what the vectors hold without tuning."""

    ready = True

    def __init__(self, bank: Sequence[Exemplar], vectors: NDArray[np.float32]) -> None:
        wanted = np.array([[x in shown_by(o) for x in LABELS] for o in bank], float)
        rows = _by_direction(vectors, [one.direction for one in bank])
        learned = np.arange(len(bank)) % _HELD != 0
        some = rows[learned]
        spread = some.T @ some + _RIDGE * np.eye(some.shape[1])
        self._weights = np.linalg.solve(spread, some.T @ wanted[learned])
        held = [one for one, seen in zip(bank, learned, strict=True) if not seen]
        self._floor = _floor(held, rows[~learned] @ self._weights)

    def sightings(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> tuple[Sighting, ...]:
        """Return the codes whose regression lies above the floor."""
        vector = embed.query(written(text, direction, facts))
        scores = _by_direction(vector[np.newaxis], [direction])[0] @ self._weights
        likely = dict(zip(LABELS, map(float, scores), strict=True))
        return _seen(likely, self._floor, direction, len(text))


class NearestEye:
    """The labels of the nearest exemplars, each voting with its nearness."""

    ready = True

    def __init__(self, bank: Sequence[Exemplar], vectors: NDArray[np.float32]) -> None:
        self._bank, self._vectors = bank, vectors
        self._floor = 0.5

    def sightings(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> tuple[Sighting, ...]:
        """Return the codes that most of the nearest exemplars of the direction show."""
        near = self._vectors @ embed.query(written(text, direction, facts))
        order = [n for n in np.argsort(-near) if self._bank[n].direction is direction]
        best = [self._bank[n] for n in order[:_NEIGHBOURS]]
        likely = {x: sum(x in shown_by(o) for o in best) / _NEIGHBOURS for x in LABELS}
        return _seen(likely, self._floor, direction, len(text))


@cache
def _embedded() -> tuple[tuple[Exemplar, ...], NDArray[np.float32]]:
    bank = load()[::_SPARE]
    vectors = [embed.query(written(one.text, one.direction, one.facts)) for one in bank]
    return bank, np.array(vectors)


def _by_direction(
    vectors: NDArray[np.float32], directions: Sequence[Direction]
) -> NDArray[np.float64]:
    """Return each vector, beside itself in the place of its direction: shape (n, 4 × 384 + 1)."""
    width = vectors.shape[1]
    rows = np.zeros((len(vectors), 4 * width + 1))
    rows[:, :width], rows[:, -1] = vectors, 1
    for number, direction in enumerate(directions):
        start = (1 + tuple(Direction).index(direction)) * width
        rows[number, start : start + width] = vectors[number]
    return rows


def _floor(held: Sequence[Exemplar], scores: NDArray[np.float64]) -> float:
    honest = np.array([one.zone is Zone.FINE for one in held])
    return float(np.quantile(scores[honest].max(axis=1), 1 - _ALARMS))


def _seen(
    likely: dict[str, float], floor: float, direction: Direction, end: int
) -> tuple[Sighting, ...]:
    return tuple(
        Sighting(code, zone_of(code, likely, direction), likely[code], 0, end)
        for code in BY_CODE
        if likely[code] > floor and may_show(code, direction)
    )


def _tuned(folder: Path) -> TrainedEye:
    eye = TrainedEye(folder)
    eye.load()
    return eye


class Both(TacticReader):
    """What the eye or a pattern sees."""

    def read(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> tuple[Sighting, ...]:
        """Return the eye's sightings, and the patterns' for other codes."""
        seen = self.eye.sightings(text, direction, facts)
        codes = {one.code for one in seen}
        more = patterns.sightings(text, direction)
        return (*seen, *(one for one in more if one.code not in codes))


VARIANTS: dict[str, Callable[[Path], TacticReader]] = {
    "patterns only": lambda folder: TacticReader(NoEye()),
    "nearest exemplars": lambda folder: TacticReader(NearestEye(*_embedded())),
    "linear on the embedding": lambda folder: TacticReader(LinearEye(*_embedded())),
    "tuned embedding + patterns": lambda folder: Both(_tuned(folder)),
    "tuned embedding (shipped)": lambda folder: TacticReader(_tuned(folder)),
}
