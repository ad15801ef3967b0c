"""The numbers of the first screen and of the plots, as the page reads them: null where unknown."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.run_folder import Run
from eval.stats import Change, Estimate, rate
from eval.summary import (
    PRINCIPLES,
    HardNumber,
    Held,
    Measure,
    Trusted,
    faultless,
    outcomes,
    paired,
    summarise,
)

Json = dict[str, Any]

_PER_THOUSAND = 1_000


def of_estimate(estimate: Estimate) -> Json:
    """Return a rate with its interval; shares from 0 to 1."""
    return {
        "value": _or_none(estimate.value),
        "low": _or_none(estimate.low),
        "high": _or_none(estimate.high),
        "n": estimate.n,
    }


def of_change(change: Change) -> Json:
    """Return a paired change; `shown` only where its interval leaves out zero."""
    return of_estimate(change.estimate) | {
        "worse": change.worse,
        "better": change.better,
        "p": change.p,
        "shown": change.shown,
    }


def of_measure(measure: Measure) -> Json:
    """Return one thing measured."""
    return of_estimate(measure.estimate) | {
        "name": measure.name,
        "unscored": measure.unscored,
        "indicative": measure.indicative,
    }


def of_hard(number: HardNumber) -> Json:
    """Return one of the four hard numbers; `bound` is the most faults there may be, a share."""
    return of_estimate(number.estimate) | {
        "name": number.name,
        "faults": number.faults,
        "bound": _or_none(1 - number.estimate.low),
    }


def changes(run: Run, previous: Run, trusted: Trusted) -> dict[str, Json]:
    """Return the change of each principle since another run, over cases that are the same.

    Also under `no_fault` that of answers without any fault. Left out where nothing is paired.
    """
    cases = run.common(previous)
    old, new = _values(previous, trusted), _values(run, trusted)
    found: dict[str, Json] = {}
    for name in ("no_fault", *PRINCIPLES):
        change = paired(_of(old[name], cases), new[name], cases)
        if change.estimate.n:
            found[name] = of_change(change)
    return found


def over_runs(runs: Sequence[Run], trusted: Trusted) -> list[Json]:
    """Return each run, oldest first, as a point of the plots.

    `cost` is that of a thousand answers, in the currency of the run's prices; `seconds` is the
    median of one answer; `quality` the share of answers without any fault.
    """
    return [_point(run, trusted) for run in sorted(runs, key=lambda run: run.meta.at)]


def _point(run: Run, trusted: Trusted) -> Json:
    found = run.answered
    seconds = sorted(one.seconds for one in found)
    whole = _values(run, trusted)["no_fault"].items()
    scenario = {case.id: case.scenario for case in run.cases}
    told = [(held, value) for held, value in whole if value is not None]
    quality = rate([value for _, value in told], [scenario[held[0]] for held, _ in told])
    return {
        "id": run.meta.id,
        "at": run.meta.at.date().isoformat(),
        "subject": run.meta.subject,
        "cost": sum(one.cost for one in found) / len(found) * _PER_THOUSAND if found else None,
        "seconds": seconds[len(seconds) // 2] if seconds else None,
        "quality": of_estimate(quality),
        "principles": [of_measure(one) for one in summarise(run, trusted).principles],
    }


def _values(run: Run, trusted: Trusted) -> dict[str, Mapping[Held, int | None]]:
    cases = run.by_id
    counted = [
        one
        for one in run.verdicts
        if one.case in cases and (not one.judge or trusted(one, cases[one.case]))
    ]
    found = run.answered
    values: dict[str, Mapping[Held, int | None]] = {"no_fault": faultless(found, counted)}
    return values | {name: outcomes(found, counted, cases, name) for name in PRINCIPLES}


def _of(found: Mapping[Held, int | None], cases: Iterable[str]) -> dict[Held, int | None]:
    kept = set(cases)
    return {held: value for held, value in found.items() if held[0] in kept}


def _or_none(number: float) -> float | None:
    return None if math.isnan(number) else round(number, 4)
