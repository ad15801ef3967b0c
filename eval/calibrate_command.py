"""`python -m eval calibrate`: judges the gold answers and prints how far judges and people agree.

Coaches against each other stand first: no judge can be asked to agree with people more than they
do among themselves.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table as Grid

from bot.coach.errors import ModelUnavailable
from bot.settings import load as load_settings
from bot.wiring import open_model
from eval import calibrate, gold
from eval.annotate import blind_votes, read
from eval.cache import Cache
from eval.calibrate import GOLD, Interval, Pair, Sheet, sheets
from eval.errors import EvalError
from eval.judge.criteria import FAITHFUL, PRINCIPLES
from eval.judge.protocol import PREFIX, Judge, Question
from eval.run_folder import Run, open_run
from eval.shelf import evenly

Votes = dict[tuple[str, int, str], dict[str, int]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `calibrate` takes."""
    parser.add_argument("run", type=Path, nargs="?", help="a run that coaches annotated blind")
    parser.add_argument(
        "--judge", action="append", default=[], help="a model that judges the gold answers"
    )
    parser.add_argument("--limit", type=int, default=0, help="only so many gold answers")


def main(given: argparse.Namespace) -> int:
    """Print what judges are worth; return 0, or 3 where a judge told nothing. Raises EvalError.

    Judges are kept in `calibration.json` where they judged the whole gold set, not a part of it.
    """
    console = Console()
    if given.run:
        run = open_run(given.run)
        votes = blind_votes(read(run.folder))
        if not votes:
            console.print(f"{run.folder}: nothing was annotated blind yet")
        _show(console, "Coaches against each other, blind", between_coaches(run, votes))
        _show(console, "Judges of the run against the coaches", of_judges(run, votes))
    if not given.judge:
        _show(console, f"Kept in {calibrate.FILE.name}", calibrate.read())
        return 0
    items = chosen(gold.load(), given.limit)
    found = asyncio.run(_judged(given.judge, items))
    _show(console, f"Against {len(items)} answers labelled by hand", found)
    if given.limit:
        console.print("A part of the gold set is no calibration: nothing was kept.")
    else:
        calibrate.keep(found)
    return 0 if all(_told(found, judge) for judge in {one.judge for one in found}) else 3


def chosen(items: Sequence[gold.Gold], limit: int) -> list[gold.Gold]:
    """Return `limit` items spread evenly, all where it is 0. Raises EvalError without any."""
    if not items:
        raise EvalError("eval/gold: there is no gold answer yet")
    return evenly(items, limit)


async def against_gold(
    judge: Judge, items: Sequence[gold.Gold], told: Callable[[], None]
) -> tuple[Sheet, ...]:
    """Return the sheets of one judge; `told` is called after each question."""

    async def asked(question: Question, people: int) -> Pair:
        verdict = await judge.judge(question)
        told()
        return calibrate.pair_of(question, people, verdict)

    pairs = await asyncio.gather(*(asked(*one) for one in calibrate.gold_questions(items)))
    return sheets(judge.name, GOLD, pairs)


def between_coaches(run: Run, votes: Votes) -> tuple[Sheet, ...]:
    """Return the sheets of every two coaches who judged the same answers blind."""
    coaches = sorted({coach for said in votes.values() for coach in said})
    found: list[Sheet] = []
    for first, second in combinations(coaches, 2):
        pairs = [
            _pair(run, key, said[first], said[second])
            for key, said in votes.items()
            if first in said and second in said
        ]
        found += sheets(second, first, pairs)
    return tuple(found)


def of_judges(run: Run, votes: Votes) -> tuple[Sheet, ...]:
    """Return the sheets of each judge of a run against what most coaches say."""
    by_judge: dict[str, list[Pair]] = {}
    for verdict in run.verdicts:
        if not verdict.scorer.startswith(PREFIX):
            continue
        criterion = verdict.scorer.removeprefix(PREFIX)
        key = (verdict.case, verdict.repeat, verdict.key or criterion)
        people = calibrate.majority(votes.get(key, {}))
        if people is not None:
            pair = _pair(run, key, people, calibrate.fault_of(verdict))
            by_judge.setdefault(verdict.judge, []).append(pair)
    return tuple(
        sheet
        for judge, pairs in sorted(by_judge.items())
        for sheet in sheets(judge, "coaches", pairs)
    )


def _pair(run: Run, key: tuple[str, int, str], people: int, judge: int | None) -> Pair:
    case = run.case(key[0])
    return Pair(
        # A coach is asked by principle; the judge's question by principle is `faithful`.
        criterion=key[2] if key[2] in PRINCIPLES else FAITHFUL,
        language=case.language,
        cluster=case.scenario,
        people=people,
        judge=judge,
    )


async def _judged(names: Sequence[str], items: Sequence[gold.Gold]) -> tuple[Sheet, ...]:
    settings = load_settings()
    cache = Cache(settings.cache_dir / "eval")
    found: list[Sheet] = []
    for name in names:
        with _progress() as progress:
            bar = progress.add_task(name, total=len(calibrate.gold_questions(items)))
            told = partial(progress.advance, bar)
            try:
                async with open_model(settings.model_copy(update={"model": name})) as model:
                    found += await against_gold(Judge(model, cache), items, told)
            except ModelUnavailable as error:
                raise EvalError(f"judge {name}: {error.text}") from error
    return tuple(found)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def _told(found: Sequence[Sheet], judge: str) -> bool:
    return any(one.n for one in found if one.judge == judge)


def _show(console: Console, title: str, found: Sequence[Sheet]) -> None:
    if not found:
        return
    grid = Grid(title=title)
    for head in ("judge", "against", "criterion", "", "n", "faults", "unscored", "tp/fn/fp/tn"):
        grid.add_column(head, no_wrap=head == "tp/fn/fp/tn")
    for head in ("agree", "κ", "AC1", "sensitivity", "specificity", "counts"):
        grid.add_column(head)
    for sheet in found:
        grid.add_row(*_row(sheet))
    console.print(grid)


def _row(sheet: Sheet) -> Iterator[str]:
    yield escape(sheet.judge)
    yield escape(sheet.against)
    yield sheet.criterion
    yield sheet.language.value
    yield str(sheet.n)
    yield str(sheet.violations)
    yield str(sheet.unscored)
    yield "/".join(map(str, sheet.counts))
    for one in (sheet.agreement, sheet.kappa, sheet.ac1, sheet.sensitivity, sheet.specificity):
        yield _cell(one)
    if sheet.against != GOLD:
        yield "–"
    elif not sheet.current:
        yield "no: rubric or prompt changed"
    else:
        yield "yes" if sheet.holds else "indicative"


def _cell(one: Interval) -> str:
    if one.value is None:
        return "–"
    if one.low is None or one.high is None:
        return f"{one.value:.2f}"
    return f"{one.value:.2f} [{one.low:.2f}–{one.high:.2f}]"
