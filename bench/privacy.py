"""Private figures and unsupported numbers in the drafts of generated negotiations."""

import argparse
import asyncio
import sys
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import Progress

from bench.negotiations import Negotiation, generate, leaks
from bot.coach.amounts import read, same_figure
from bot.coach.answer import Answer
from bot.settings import load
from bot.wiring import build_engine

_AT_ONCE = 2


@dataclass(slots=True)
class Tally:
    """What was counted over the drafts of one model."""

    drafts: int = 0
    worded: int = 0
    mended: int = 0
    leaked: int = 0
    unsupported: int = 0
    refused: int = 0
    repaired: dict[str, int] = field(default_factory=dict)

    def add(self, negotiation: Negotiation, answer: Answer) -> None:
        """Count one answer, by the negotiation's own list and not by what the guard says."""
        if answer.draft is None:
            self.refused += 1
            return
        self.drafts += 1
        self.worded += not answer.composed
        self.mended += not answer.composed and bool(answer.findings)
        self.leaked += leaks(answer.draft, negotiation.secret)
        self.unsupported += _unsupported(negotiation, answer)
        for finding in answer.findings:
            self.repaired[finding.code] = self.repaired.get(finding.code, 0) + 1


async def measure(given: argparse.Namespace) -> None:
    """Print the counts for `none` and for the model given."""
    for model in dict.fromkeys(("none", given.model)):
        tally = await _tally(model, given.drafts)
        print(
            f"{model}: {tally.drafts} drafts, {tally.leaked} with a private figure, "
            f"{tally.unsupported} with an unsupported number, {tally.worded} worded by the model "
            f"({tally.mended} after a repair), "
            f"{tally.refused} without a draft; findings repaired: {tally.repaired or 'none'}"
        )


async def _tally(model: str, count: int) -> Tally:
    engine = build_engine(load().model_copy(update={"model": model}))
    tally = Tally()
    slots = asyncio.Semaphore(_AT_ONCE)
    progress = Progress(console=Console(stderr=True), disable=not sys.stderr.isatty())
    bar = progress.add_task(model, total=count)

    async def run(negotiation: Negotiation) -> None:
        async with slots:
            tally.add(negotiation, await engine.coach.answer(negotiation.ask))
            progress.update(bar, completed=tally.drafts + tally.refused)

    try:
        await engine.load()
        progress.start()
        async with asyncio.TaskGroup() as group:
            for negotiation in generate(count):
                group.create_task(run(negotiation))
    finally:
        progress.stop()
        await engine.close()
    return tally


def _unsupported(negotiation: Negotiation, answer: Answer) -> bool:
    """Tell whether a figure of the draft is in neither the ask nor the calculator's result."""
    text, today = negotiation.ask.texts[0], negotiation.ask.today
    known = list(read(text, negotiation.language, today))
    for sourced in answer.amounts:
        known += read(sourced.text, negotiation.language, today)
    said = read(answer.draft or "", negotiation.language, today)
    return any(not any(same_figure(amount, k) for k in known) for amount in said)
