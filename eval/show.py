"""A run's numbers as tables for the terminal."""

import math

from rich.console import Console
from rich.table import Table as Grid

from eval.run_folder import Run
from eval.stats import Estimate
from eval.summary import Measure, Summary
from eval.trust import void_judges


def show(run: Run, summary: Summary, console: Console) -> None:
    """Print a run: how many answers, the hard numbers, principles, scorers, groups."""
    console.print(
        f"{run.meta.subject}: {summary.answers} answers to {len(run.cases)} cases, "
        f"{summary.errors} errors, {summary.composed} composed without a model"
    )
    for judge in void_judges(run):
        seen = interval(judge.blatant)
        console.print(f"{judge.judge} saw {seen} of the blatant planted faults: void in this run")
    hard = Grid("hard numbers", "faults", "n", "holds [95 %]")
    for number in summary.hard:
        estimate = number.estimate
        hard.add_row(number.name, str(number.faults), str(estimate.n), interval(estimate))
    console.print(hard)
    console.print(_measures("principle", summary.principles))
    console.print(_measures("scorer", summary.scorers))
    for group, measures in summary.groups.items():
        console.print(_measures(f"no fault, by {group}", measures))


def interval(estimate: Estimate, *, signed: bool = False) -> str:
    """Return a share as `0.93 [0.88–0.96]`, and – where there is nothing to tell."""
    if not estimate.n or math.isnan(estimate.value):
        return "–"
    form = "+.3f" if signed else ".2f"
    ends = (
        f"{estimate.low:{form}}–{estimate.high:{form}}"
        if not signed
        else (f"{estimate.low:{form}} … {estimate.high:{form}}")
    )
    return f"{estimate.value:{form}} [{ends}]"


def _measures(title: str, measures: tuple[Measure, ...]) -> Grid:
    grid = Grid(title, "n", "holds [95 %]", "unscored")
    for one in measures:
        name = f"{one.name} (indicative)" if one.indicative else one.name
        grid.add_row(name, str(one.estimate.n), interval(one.estimate), str(one.unscored or ""))
    return grid
