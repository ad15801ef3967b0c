"""`python -m eval versus`: whose answers a judge prefers, blind, in both orders."""

import argparse
import asyncio
from pathlib import Path

from rich.console import Console

from bot.coach.errors import ModelUnavailable
from bot.settings import Settings, load
from bot.wiring import open_model
from eval.cache import Cache
from eval.case import Case
from eval.errors import EvalError
from eval.judge.pairwise import Versus, bouts, versus
from eval.judge.protocol import Judge
from eval.record import Transcript
from eval.run_folder import Run, open_run
from eval.shelf import evenly
from eval.show import interval

Pair = tuple[Case, Transcript, Transcript]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `versus` takes."""
    parser.add_argument("ours", type=Path, help="a run's folder")
    parser.add_argument("theirs", type=Path, help="another run's folder")
    parser.add_argument("--judge", action="append", required=True, help="a model; several")
    parser.add_argument("--limit", type=int, default=0, help="only so many pairs, spread evenly")


def main(given: argparse.Namespace) -> int:
    """Print wins, ties and losses a judge. Raises EvalError."""
    found = evenly(pairs(open_run(given.ours), open_run(given.theirs)), given.limit)
    console = Console()
    for name in given.judge:
        result = asyncio.run(_compare(found, name, load()))
        console.print(
            f"{name}: {result.wins} wins, {result.ties} ties, {result.losses} losses, "
            f"{result.unscored} unscored; {result.turned} turned with the order; "
            f"wins of what was decided {interval(result.share)}, p {result.p:.3f}"
        )
    return 0


def pairs(ours: Run, theirs: Run) -> list[Pair]:
    """Return the answers of both runs to the same cases. Raises EvalError where there are none."""
    other = {(one.case, one.repeat): one for one in theirs.transcripts if one.planted is None}
    cases = ours.common(theirs)
    found = [
        (cases[one.case], one, other[one.case, one.repeat])
        for one in ours.transcripts
        if one.planted is None and one.case in cases and (one.case, one.repeat) in other
    ]
    if not found:
        raise EvalError("the two runs have no answer to the same case")
    return found


async def _compare(found: list[Pair], name: str, settings: Settings) -> Versus:
    cache = Cache(settings.cache_dir / "eval")
    try:
        async with open_model(settings.model_copy(update={"model": name})) as model:
            return versus(await bouts(found, (Judge(model, cache),)))
    except ModelUnavailable as error:
        raise EvalError(f"judge {name}: {error.text}") from error
