"""Two runs side by side: what got better or worse, and how certain that is."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid

from eval.case import Case
from eval.errors import EvalError
from eval.run_folder import Run, open_run
from eval.show import interval
from eval.stats import Change
from eval.summary import PRINCIPLES, Held, faultless, outcomes, paired


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing compared: its name, the change, and the answers that flipped."""

    name: str
    change: Change
    worse: tuple[Held, ...]
    better: tuple[Held, ...]


def compare(old: Run, new: Run) -> tuple[Line, ...]:
    """Return the change of each principle, each scorer and of answers without any fault.

    Paired on case and repeat, over cases that are the same in both. Raises EvalError when the
    runs have no such case.
    """
    cases = new.common(old)
    if not cases:
        raise EvalError("the two runs have no case in common that is still the same")
    return tuple(
        _line(name, _kept(before, cases), _kept(after, cases), cases)
        for name, before, after in _measured(old, new)
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `compare` takes."""
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument(
        "--max-drop", type=float, default=0.0, help="points a principle may lose, shown or not"
    )


def main(given: argparse.Namespace) -> int:
    """Print the comparison; return 1 where something got worse for certain. Raises EvalError."""
    lines = compare(open_run(given.old), open_run(given.new))
    console = Console()
    console.print(_grid(lines))
    if not any(line.change.shown for line in lines):
        console.print("no change shown")
    for line in lines:
        for what, flipped in (("worse", line.worse), ("better", line.better)):
            for case, repeat in flipped if line.change.shown else ():
                console.print(f"{line.name}: {what}: {case} ({repeat})")
    return 1 if any(worse(line, given.max_drop) for line in lines) else 0


def worse(line: Line, max_drop: float = 0.0) -> bool:
    """Return whether a line got worse for certain, by more than `max_drop` points."""
    estimate = line.change.estimate
    return line.change.shown and estimate.value < -max_drop / 100


def _measured(
    old: Run, new: Run
) -> Iterator[tuple[str, Mapping[Held, int | None], Mapping[Held, int | None]]]:
    yield "no fault", _whole(old), _whole(new)
    for principle in PRINCIPLES:
        yield principle, _principle(old, principle), _principle(new, principle)
    for scorer in sorted({one.scorer for one in (*old.verdicts, *new.verdicts) if not one.judge}):
        yield scorer, _scorer(old, scorer), _scorer(new, scorer)


def _whole(run: Run) -> dict[Held, int | None]:
    return faultless(run.answered, (one for one in run.verdicts if not one.judge))


def _principle(run: Run, principle: str) -> dict[Held, int | None]:
    counted = [one for one in run.verdicts if not one.judge]
    return outcomes(run.answered, counted, run.by_id, principle)


def _scorer(run: Run, scorer: str) -> dict[Held, int | None]:
    return faultless(
        run.answered, (one for one in run.verdicts if one.scorer == scorer and not one.judge)
    )


def _kept(found: Mapping[Held, int | None], cases: Mapping[str, Case]) -> dict[Held, int | None]:
    return {held: value for held, value in found.items() if held[0] in cases}


def _line(
    name: str,
    old: Mapping[Held, int | None],
    new: Mapping[Held, int | None],
    cases: Mapping[str, Case],
) -> Line:
    def flipped(before: int, after: int) -> tuple[Held, ...]:
        return tuple(
            held for held in sorted(old) if old[held] == before and new.get(held) == after
        )

    return Line(
        name=name,
        change=paired(old, new, cases),
        worse=flipped(1, 0),
        better=flipped(0, 1),
    )


def _grid(lines: tuple[Line, ...]) -> Grid:
    grid = Grid("", "n", "change [95 %]", "worse", "better", "p", "")
    for line in lines:
        estimate = line.change.estimate
        if estimate.n:
            grid.add_row(
                line.name,
                str(estimate.n),
                interval(estimate, signed=True),
                str(line.change.worse),
                str(line.change.better),
                f"{line.change.p:.3f}",
                _in_words(line.change),
            )
    return grid


def _in_words(change: Change) -> str:
    if not change.shown:
        return "–"
    return "worse" if change.estimate.value < 0 else "better"
