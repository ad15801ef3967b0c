"""`python -m eval gate`: does a run hold the thresholds of `gates.yaml`, and which not?"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rich.console import Console

from eval.errors import EvalError
from eval.run_folder import RUNS, Run, latest, open_run
from eval.summary import Measure, Summary, summarise
from eval.trust import trust_of, void_judges

GATES = Path(__file__).with_name("gates.yaml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Needs(_Strict):
    """Without these there is no verdict at all."""

    errors_at_most: float
    unscored_at_most: float
    answers_at_least: int


class HardGate(_Strict):
    """A scorer of which no more than `faults` answers may fail."""

    scorer: str
    faults: int


class RateGate(_Strict):
    """A scorer or a principle and the least share that holds: its rate, or its lower end."""

    scorer: str
    rate: float | None = None
    lowest: float | None = None


class Gates(_Strict):
    """The thresholds of a project."""

    needs: Needs
    hard: tuple[HardGate, ...] = ()
    rates: tuple[RateGate, ...] = Field(default=(), max_length=10)
    """Few: with many keys one fails by chance."""


def read(path: Path = GATES) -> Gates:
    """Return the gates of a file. Raises EvalError when they cannot be read."""
    try:
        return Gates.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise EvalError(f"{path}: {error}") from error


def no_verdict(summary: Summary, gates: Gates) -> Iterator[str]:
    """Yield why nothing can be said of a run: too few answers, too many errors or unscored."""
    needs, asked = gates.needs, summary.answers + summary.errors
    if summary.answers < needs.answers_at_least:
        yield f"{summary.answers} answers, {needs.answers_at_least} are needed"
    if asked and summary.errors / asked > needs.errors_at_most:
        yield f"{summary.errors} errors of {asked}"
    for name in (*(gate.scorer for gate in gates.hard), *(gate.scorer for gate in gates.rates)):
        measure = summary.measure(name)
        if measure is None or not measure.estimate.n:
            yield f"{name}: nothing was scored"
        elif measure.unscored > needs.unscored_at_most * (measure.estimate.n + measure.unscored):
            yield f"{name}: {measure.unscored} unscored"


def missed(summary: Summary, gates: Gates) -> Iterator[str]:
    """Yield each threshold that is missed, in words. What was never scored is `no_verdict`'s."""
    for hard in gates.hard:
        measure = summary.measure(hard.scorer)
        faults = _faults(measure) if measure else 0
        if faults > hard.faults:
            yield f"{hard.scorer}: {faults} faults, {hard.faults} allowed"
    for gate in gates.rates:
        measure = summary.measure(gate.scorer)
        if measure is None or not measure.estimate.n or measure.indicative:
            continue
        estimate = measure.estimate
        if gate.rate is not None and estimate.value < gate.rate:
            yield f"{gate.scorer}: {estimate.value:.3f} of {estimate.n}, {gate.rate} is asked"
        if gate.lowest is not None and estimate.low < gate.lowest:
            yield f"{gate.scorer}: at least {estimate.low:.3f}, {gate.lowest} is asked"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `gate` takes."""
    parser.add_argument("run", type=Path, nargs="?", help="a run's folder (default: the newest)")
    parser.add_argument("--gates", type=Path, default=GATES, help="the thresholds")
    parser.add_argument("--hard", action="store_true", help="only where one is one too many")


def main(given: argparse.Namespace) -> int:
    """Print what is missed; return 0, 1 where a gate fails, 3 without a verdict."""
    run: Run = open_run(given.run or latest(RUNS.glob("*")))
    gates, summary = read(given.gates), summarise(run, trust_of(run))
    if given.hard:
        gates = gates.model_copy(update={"rates": ()})
    console = Console()
    console.print(f"{run.folder}: {summary.answers} answers")
    doubts, misses = list(no_verdict(summary, gates)), list(missed(summary, gates))
    doubts += [f"{one.judge} missed planted violations" for one in void_judges(run)]
    for line in misses:
        console.print(f"missed: {line}")
    for line in doubts:
        console.print(f"no verdict: {line}")
    if misses:
        return 1
    if doubts:
        return 3
    console.print("every gate holds")
    return 0


def _faults(measure: Measure) -> int:
    return round((1 - measure.estimate.value) * measure.estimate.n) if measure.estimate.n else 0
