"""So many of so many, and how sure that is."""

import math
from dataclasses import dataclass

_Z = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """A count of hits, shown with Wilson's 95 % interval for its share."""

    hits: int
    of: int

    def __str__(self) -> str:
        if not self.of:
            return "–"
        low, high = wilson(self.hits, self.of)
        return f"{self.hits / self.of:.3f} [{low:.3f}–{high:.3f}]"


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval for a share (Wilson 1927); (0, 1) where nothing was tried."""
    if not of:
        return 0.0, 1.0
    share, extra = hits / of, _Z**2 / of
    half = _Z * math.sqrt(share * (1 - share) / of + extra / (4 * of))
    low, high = ((share + extra / 2 + side * half) / (1 + extra) for side in (-1, 1))
    return max(0.0, low), min(1.0, high)
