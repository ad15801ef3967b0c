"""Evaluation: what the harness adds to an answer, against calling the coach directly."""

import argparse
import asyncio
import tempfile
import time
from datetime import date
from pathlib import Path

from bot.settings import load
from eval.cache import Cache
from eval.case import Case
from eval.runner import Limits, answers
from eval.scoring import score
from eval.shelf import load as load_cases
from eval.subjects.coach import CoachSubject

_DAY = date(2026, 11, 24)
_ROUNDS = 3


async def measure(given: argparse.Namespace | None = None) -> None:
    """Print milliseconds an answer: direct, through the runner with a cache, scoring."""
    del given
    cases = load_cases()
    subject = CoachSubject(load().model_copy(update={"model": "none"}), cases, _DAY)
    await subject.load()
    try:
        for case in cases:  # the first pass fills what the coach keeps for itself
            await subject.answer(case)
        direct, through = [], []
        for _ in range(_ROUNDS):
            direct.append(await _directly(subject, cases))
            through.append(await _through(subject, cases))
        first, second = min(direct), min(through)
        print(
            f"{len(cases)} cases, best of {_ROUNDS}: {first * 1000:.1f} ms an answer directly, "
            f"{second * 1000:.1f} ms through the runner and its cache ({second / first:.2f} times)"
        )
        print(f"all scorers: {await _scored(subject, cases) * 1000:.1f} ms an answer")
    finally:
        await subject.close()


async def _directly(subject: CoachSubject, cases: tuple[Case, ...]) -> float:
    start = time.perf_counter()
    for case in cases:
        await subject.answer(case)
    return (time.perf_counter() - start) / len(cases)


async def _through(subject: CoachSubject, cases: tuple[Case, ...]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        await answers(subject, cases, limits=Limits(at_once=1), cache=Cache(Path(folder)))
        return (time.perf_counter() - start) / len(cases)


async def _scored(subject: CoachSubject, cases: tuple[Case, ...]) -> float:
    found = await answers(subject, cases, limits=Limits(), cache=Cache(None))
    start = time.perf_counter()
    score(cases, found)
    return (time.perf_counter() - start) / len(found)


if __name__ == "__main__":
    asyncio.run(measure())
