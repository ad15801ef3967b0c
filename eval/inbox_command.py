"""`python -m eval inbox`: what users chose to show a coach, as cases to be completed.

Names and private facts were replaced before anything was stored. A coach adds what a good answer
does and does not do, and moves a case to a file of `cases/`; until then `eval cases` names what
is missing.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from bot.coach.errors import CoachError
from bot.coach.practice import Practice
from bot.settings import load
from bot.texts import say
from bot.wiring import build_journal
from eval.fingerprint import of_text
from knowledge.card import Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `inbox` takes."""
    parser.add_argument("-o", "--out", type=Path, help="file of cases (default: print them)")


def main(given: argparse.Namespace) -> int:
    """Write what was shared as cases; return 0, or 2 where the database cannot be read."""
    settings = load()
    try:
        shared = asyncio.run(_shared())
    except CoachError as error:
        sys.stderr.write(say(error.text, settings.language, **error.values) + "\n")
        return 2
    text = as_cases(shared)
    if given.out:
        given.out.write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
    sys.stderr.write(f"{len(shared)} shared\n")
    return 0


def as_cases(shared: Sequence[Practice]) -> str:
    """Return shared answers as YAML; `good`, `bad` and `principles` wait for a coach."""
    return yaml.safe_dump(
        [_case(one) for one in shared], allow_unicode=True, sort_keys=False, width=100
    )


def _case(one: Practice) -> dict[str, object]:
    # The same shared answer has the same name each time, so a case is not taken in twice.
    name = f"practice-{of_text(*one.asked, one.reply)[:10]}"
    entry: dict[str, object] = {
        "id": f"{name}-{one.language}",
        "scenario": name,
        "language": one.language.value,
        "role": (one.role or Role.BUYER).value,
        "want": one.want.value,
        "text": "\n".join(one.asked),
        "good": [],
        "bad": [],
        "principles": [],
        "origin": "practice",
        "note": f"What was answered:\n{one.reply}",
    }
    return entry | ({"incoming": one.received} if one.received else {})


async def _shared() -> tuple[Practice, ...]:
    journal = await build_journal(load())
    try:
        return await journal.shared()
    finally:
        await journal.close()
