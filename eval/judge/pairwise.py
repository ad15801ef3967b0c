"""Two answers to one case, compared blind, in both orders.

A judge that turns with the order has found no difference: a tie.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from eval.case import Case
from eval.judge import page
from eval.judge.protocol import INVALID_FORMAT, NO_RESPONSE, Judge, Said
from eval.record import Transcript
from eval.stats import Estimate, mcnemar, rate
from prompts import fill

Result = Literal["win", "tie", "loss"]

WORDS = frozenset({"first", "second", "tie", "cannot_tell"})
_POINTS = {"first": 1, "second": -1, "tie": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bout:
    """How ours fared against theirs on one case. `result` is None where one order has no say.

    `turned`: the judge preferred the same place, not the same answer, in the two orders.
    """

    case: str
    scenario: str
    repeat: int
    judge: str
    result: Result | None
    turned: bool = False
    why: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versus:
    """All bouts of one judge. `share` is that of wins among bouts that were decided.

    `p` is the exact two-sided sign test of wins against losses; ties say nothing in it.
    """

    wins: int
    ties: int
    losses: int
    unscored: int
    turned: int
    share: Estimate
    p: float


async def compare(case: Case, ours: Transcript, theirs: Transcript, judge: Judge) -> Bout:
    """Return which answer a judge prefers; who wrote which is told to nobody."""
    ahead, behind = await asyncio.gather(
        _asked(case, ours, theirs, judge), _asked(case, theirs, ours, judge)
    )
    points = [_points(ahead, 1), _points(behind, -1)]
    known = [one for one in points if one is not None]
    result: Result | None = None
    if len(known) == len(points):
        total = sum(known)
        # +1 and 0: preferred in one order, even in the other. Only both orders decide.
        result = "win" if total == len(points) else "loss" if total == -len(points) else "tie"
    return Bout(
        case=case.id,
        scenario=case.scenario,
        repeat=ours.repeat,
        judge=judge.name,
        result=result,
        turned=len(known) == len(points) and known[0] * known[1] < 0,
        why=ahead.reason if isinstance(ahead, Said) else "",
        reason="" if result else _reason(ahead, behind),
    )


async def bouts(
    pairs: Iterable[tuple[Case, Transcript, Transcript]], judges: Sequence[Judge]
) -> tuple[Bout, ...]:
    """Return each pair (case, ours, theirs) as each judge sees it; pairs with an error are out."""
    both = [one for one in pairs if one[1].error is None and one[2].error is None]
    asked = [compare(*pair, judge) for judge in judges for pair in both]
    return tuple(await asyncio.gather(*asked))


def versus(found: Sequence[Bout]) -> Versus:
    """Return the sum of bouts of one judge."""
    results = [bout.result for bout in found]
    wins, losses = results.count("win"), results.count("loss")
    decided = [bout for bout in found if bout.result in ("win", "loss")]
    return Versus(
        wins=wins,
        ties=results.count("tie"),
        losses=losses,
        unscored=results.count(None),
        turned=sum(bout.turned for bout in found),
        share=rate(
            [int(bout.result == "win") for bout in decided], [bout.scenario for bout in decided]
        ),
        p=mcnemar(losses, wins),
    )


async def _asked(case: Case, first: Transcript, second: Transcript, judge: Judge) -> Said | str:
    prompt = fill(
        f"pair_{case.language}",
        keep=(),
        first=page.of_answer(first),
        second=page.of_answer(second),
        **page.of_case(case),
    )
    made_from = (str(first.repeat), str(second.repeat))
    said = await judge.ask(prompt, WORDS, *made_from)
    if said == INVALID_FORMAT:
        # At temperature 0 the same prompt gives the same reply: another seed, a little warmer.
        said = await judge.ask(replace(prompt, temperature=0.3, seed=8), WORDS, *made_from)
    return said


def _points(said: Said | str, sign: int) -> int | None:
    """Return 1 where ours is preferred, -1 theirs, 0 a tie, None where nothing was told."""
    if isinstance(said, str):
        return None
    points = _POINTS.get(said.word)
    return None if points is None else sign * points


def _reason(*sayings: Said | str) -> str:
    failed = [one for one in sayings if isinstance(one, str)]
    return NO_RESPONSE if NO_RESPONSE in failed else failed[0] if failed else "abstained"
