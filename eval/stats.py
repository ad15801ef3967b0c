"""Rates with honest intervals, paired differences, and agreement between raters.

Values are 0 or 1; clusters are names, one for each value: answers to cases of one scenario are
not independent. Formulas: Wilson 1927; Korn and Graubard 1998 for the effective sample size;
Miller 2024 (arXiv 2411.00640) for paired differences; McNemar 1947, exact; Cohen 1960; Gwet 2008;
Rogan and Gladen 1978.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

_Z = NormalDist().inv_cdf(0.975)
_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval and how many values it rests on; NaN where of none."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Change:
    """A paired difference, new less old: its estimate, what got worse and better, exact p."""

    estimate: Estimate
    worse: int
    better: int
    p: float

    @property
    def shown(self) -> bool:
        """Whether the interval leaves out zero; if not, no change was shown."""
        return self.estimate.low > 0 or self.estimate.high < 0


@dataclass(frozen=True, slots=True)
class Table:
    """Two raters on the same items: `a_b` counts a for the first, b for the second, 1 = fault."""

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def n(self) -> int:
        """Return how many items both rated."""
        return self.both + self.first_only + self.second_only + self.neither


def rate(values: Sequence[int], clusters: Sequence[str] | None = None) -> Estimate:
    """Return the share of ones with a Wilson interval, widened where clusters agree.

    `values` are 0 or 1. Without clusters each value stands alone.
    """
    n = len(values)
    if not n:
        return Estimate(math.nan, math.nan, math.nan, 0)
    share = sum(values) / n
    effective, z = float(n), _Z
    if clusters is not None and len(set(clusters)) > 1 and 0 < share < 1:
        error = _clustered_error(np.array(values, float), clusters)
        if error > 0:
            effective = min(float(n), share * (1 - share) / error**2)
            z = _student(len(set(clusters)) - 1)
    return Estimate(share, *_wilson(share, effective, z), n)


def change(old: Sequence[int], new: Sequence[int], clusters: Sequence[str]) -> Change:
    """Return how far `new` is from `old`, value by value; the three have the same length."""
    gaps = np.array(new, float) - np.array(old, float)
    n = len(gaps)
    worse, better = int((gaps < 0).sum()), int((gaps > 0).sum())
    if not n:
        return Change(Estimate(math.nan, math.nan, math.nan, 0), 0, 0, 1.0)
    mean = float(gaps.mean())
    groups = len(set(clusters))
    half = math.inf
    if groups > 1:
        half = _student(groups - 1) * _clustered_error(gaps, clusters)
    if not worse + better:
        # Nothing flipped: the interval is that of a flip rate of none in n.
        half = _wilson(0.0, float(n), _Z)[1]
    return Change(
        Estimate(mean, max(-1.0, mean - half), min(1.0, mean + half), n),
        worse,
        better,
        mcnemar(worse, better),
    )


def mcnemar(worse: int, better: int) -> float:
    """Return the exact two-sided p of `worse` against `better` flips."""
    n = worse + better
    tail = sum(math.comb(n, i) for i in range(min(worse, better) + 1))
    return min(1.0, float(2 * tail / 2**n))


def table(first: Sequence[int], second: Sequence[int]) -> Table:
    """Return the 2×2 table of two raters; 1 marks a fault."""
    pairs = list(zip(first, second, strict=True))
    return Table(
        pairs.count((1, 1)), pairs.count((1, 0)), pairs.count((0, 1)), pairs.count((0, 0))
    )


def agreement(counts: Table) -> float:
    """Return the share of items on which both agree; NaN where there are none."""
    return (counts.both + counts.neither) / counts.n if counts.n else math.nan


def kappa(counts: Table) -> float:
    """Return Cohen's κ; NaN where both raters use one and the same class only."""
    if not counts.n:
        return math.nan
    first, second = _shares(counts)
    by_chance = first * second + (1 - first) * (1 - second)
    return math.nan if by_chance == 1 else (agreement(counts) - by_chance) / (1 - by_chance)


def ac1(counts: Table) -> float:
    """Return Gwet's AC1, which does not collapse where faults are rare."""
    if not counts.n:
        return math.nan
    mean = sum(_shares(counts)) / 2
    by_chance = 2 * mean * (1 - mean)
    return (agreement(counts) - by_chance) / (1 - by_chance)


def bootstrap(
    counts_of: Sequence[tuple[int, int]], clusters: Sequence[str], statistic: str
) -> Estimate:
    """Return κ or AC1 (`statistic` is `kappa` or `ac1`) with an interval over drawn clusters.

    `counts_of` holds (first, second) for each item. Seeded: the same input, the same interval.
    """
    measure = {"kappa": kappa, "ac1": ac1}[statistic]
    codes, groups = _per_cluster(counts_of, clusters)
    value = measure(_table_of(groups.sum(axis=0)))
    rng = np.random.default_rng(0)
    drawn = [
        measure(_table_of(groups[rng.integers(0, codes, codes)].sum(axis=0)))
        for _ in range(_DRAWS)
    ]
    sound = [one for one in drawn if not math.isnan(one)]
    if not sound:
        return Estimate(value, math.nan, math.nan, len(counts_of))
    low, high = (float(end) for end in np.percentile(sound, [2.5, 97.5]))
    return Estimate(value, low, high, len(counts_of))


def corrected(judged_good: float, sensitivity: float, specificity: float) -> float:
    """Return the true share of good answers behind a judged one (Rogan and Gladen).

    `sensitivity` is how often the judge calls a good answer good, `specificity` a bad one bad.
    NaN where the judge is hardly better than chance (their sum is 1.3 or less).
    """
    if sensitivity + specificity <= 1.3:  # noqa: PLR2004 - a choice, stated in the docstring
        return math.nan
    true = (judged_good + specificity - 1) / (sensitivity + specificity - 1)
    return min(1.0, max(0.0, true))


def _shares(counts: Table) -> tuple[float, float]:
    return (counts.both + counts.first_only) / counts.n, (
        counts.both + counts.second_only
    ) / counts.n


def _wilson(share: float, n: float, z: float) -> tuple[float, float]:
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def _clustered_error(values: NDArray[np.float64], clusters: Sequence[str]) -> float:
    names, place = np.unique(np.array(clusters), return_inverse=True)
    sums = np.bincount(place, weights=values - values.mean())
    count = len(names)
    return math.sqrt(count / (count - 1) * float((sums**2).sum())) / len(values)


def _student(degrees: int) -> float:
    """Return the 97.5 % point of Student's t (Cornish and Fisher; 1 % off at 3 degrees)."""
    if degrees < 3:  # noqa: PLR2004 - where the series is not good enough
        return (12.706, 4.303)[degrees - 1]
    z, d = _Z, float(degrees)
    first = (z**3 + z) / (4 * d)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * d**2)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * d**3)
    return z + first + second + third


def _per_cluster(
    pairs: Sequence[tuple[int, int]], clusters: Sequence[str]
) -> tuple[int, NDArray[np.int64]]:
    names, place = np.unique(np.array(clusters), return_inverse=True)
    groups = np.zeros((len(names), 4), np.int64)
    for (first, second), group in zip(pairs, place, strict=True):
        groups[group, 3 - (2 * first + second)] += 1
    return len(names), groups


def _table_of(counts: NDArray[np.int64]) -> Table:
    # Columns are (1, 1), (1, 0), (0, 1), (0, 0).
    return Table(*map(int, counts))
