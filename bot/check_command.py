"""`python -m bot check`: texts in, findings out, as JSON Lines: a public contract."""

import asyncio
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Literal, TextIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.coach.check import examine, zone_of
from bot.coach.known import known_deal
from bot.coach.tactics import TacticReader
from bot.settings import Settings
from bot.texts import say
from knowledge.card import Language
from knowledge.json_lines import Name, answer_each, lines_of, refusal
from knowledge.tactics import Direction

MOST_CHARACTERS = 60_000
"""The longest text that is checked: more than any mail thread that a person still reads."""


class CheckLine(BaseModel):
    """One line that comes in; fields that are not named here are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: Name
    direction: Direction
    text: str = Field(max_length=MOST_CHARACTERS)
    lang: Language | None = None
    facts: list[str] = Field(default_factory=list)
    private: list[str] = Field(default_factory=list)


async def check_lines(
    lines: Iterable[str | bytes], reader: TacticReader, out: TextIO, *, today: date
) -> Literal[0, 1]:
    """Check every line in order; what cannot be checked gives its error, and the rest goes on.

    Returns 0 when all were checked, else 1.
    """

    async def check(line: str | bytes) -> dict[str, object]:
        return await asyncio.to_thread(_check_line, line, reader, today)

    return await answer_each(lines, check, out, sys.stderr)


async def check_file(name: str, settings: Settings) -> int:
    """Check the texts of a file, or of standard input for `-`, on standard output.

    Returns 0 when all were checked, 1 when some failed, 2 when the file cannot be read.
    """
    # Seconds of imports.
    from bot.wiring import build_reader, today  # noqa: PLC0415

    try:
        lines = await lines_of(name)
    except OSError as error:
        sys.stderr.write(f"{name}: {error.strerror}\n")
        return 2
    reader = await asyncio.to_thread(build_reader, settings)
    return await check_lines(lines, reader, sys.stdout, today=today())


def _check_line(line: str | bytes, reader: TacticReader, today: date) -> dict[str, object]:
    try:
        given = CheckLine.model_validate_json(line)
    except ValidationError as error:
        return refusal(line, error)
    if not given.text.strip():
        return {"id": given.id, "error": say("coach.empty", given.lang or Language.EN)}
    start = time.perf_counter()
    deal = known_deal(
        given.text, given.lang, facts=given.facts, private=given.private, today=today
    )
    found = examine(given.text, given.direction, deal, reader)
    return {
        "id": given.id,
        "zone": zone_of(found),
        "findings": [asdict(finding) for finding in found],
        "ms": round((time.perf_counter() - start) * 1000),
    }
