"""Chooses from which likelihood a label counts, on exemplars held out of the training."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bench.tactics.batches import LABELS
from bench.tactics.scores import Judged, macro_f1
from knowledge.tactics.bank import Exemplar
from knowledge.tactics.contract import Direction, Zone
from knowledge.tactics.eye import ANY, codes_of
from knowledge.tactics.patch import Patch

MOST_ALARMS = {Direction.REQUEST: 0.06, Direction.DRAFT: 0.15, Direction.RECEIVED: 0.15}
"""Share of the honest texts held out in which something may be seen.

They were written to look like a tactic, many in pairs with one: on texts by others alarms are half
as frequent. To decline an honest request is worse than to name a pressure that is none.
"""

_STEPS = np.arange(0.05, 0.96, 0.01)
Likely = Sequence[Mapping[str, float]]


def with_floors(patch: Patch, held: Sequence[Exemplar], likely: Likely) -> Patch:
    """Return the patch with the floors of each direction, by the likelihoods of what was held out.

    That of ANY is the lowest that keeps alarms rare; that of the codes, the same for all, gives
    the best macro-F1: one of their own would rest on the ten exemplars or so held out of each.
    """
    floors = np.full((len(Direction), len(LABELS)), 1.0, np.float32)
    for row, direction in enumerate(Direction):
        here = [n for n, one in enumerate(held) if one.direction is direction]
        some, read = [held[n] for n in here], [likely[n] for n in here]
        gate = _gate(some, read, MOST_ALARMS[direction])
        floors[row] = _best(some, read, gate)
        floors[row, LABELS.index(ANY)] = gate
    return replace(patch, floors=floors)


def _gate(held: Sequence[Exemplar], likely: Likely, most: float) -> float:
    honest = [r[ANY] for one, r in zip(held, likely, strict=True) if one.zone is Zone.FINE]
    rare = (step for step in _STEPS if sum(one > step for one in honest) <= most * len(honest))
    return float(min(rare, default=_STEPS[-1]))


def _best(held: Sequence[Exemplar], likely: Likely, gate: float) -> float:
    def score(floor: float) -> float:
        floors = dict.fromkeys(LABELS, floor) | {ANY: gate}
        return macro_f1([_seen(one, r, floors) for one, r in zip(held, likely, strict=True)])

    return float(max(_STEPS[::3], key=score))


def _seen(one: Exemplar, likely: Mapping[str, float], floors: Mapping[str, float]) -> Judged:
    """Return an exemplar beside its codes; zones are not looked at here."""
    return Judged(
        language=one.language,
        direction=one.direction,
        true_zone=one.zone,
        true_codes=one.codes,
        zone=Zone.FINE,
        codes=frozenset(codes_of(likely, floors, one.direction)),
    )
