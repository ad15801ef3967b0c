"""What the JSON Lines commands share: each line answered in order, a bad one with its error."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Literal, TextIO

from pydantic import BaseModel, StrictInt, StrictStr, ValidationError

Name = StrictStr | StrictInt
"""An id or a user as it came, which is how it goes back: `true` is not 1."""


async def lines_of(name: str) -> list[bytes]:
    """Return the lines of a file, or of standard input for `-`. Raises OSError when it cannot.

    Bytes: a line that is no UTF-8 is one bad line, and the rest goes on.
    """
    if name == "-":
        return sys.stdin.buffer.read().split(b"\n")
    return (await asyncio.to_thread(Path(name).read_bytes)).split(b"\n")


async def answer_each(
    lines: Iterable[str | bytes],
    answer: Callable[[str | bytes], Awaitable[dict[str, object]]],
    out: TextIO,
    told: TextIO,
) -> Literal[0, 1]:
    """Answer every line that is not blank, in order; one that gives an error stops no other.

    `out` receives one JSON object for each line, `told` the progress. Returns 0 when all lines
    were answered, else 1.
    """
    failed = False
    for number, line in enumerate((line for line in lines if line.strip()), start=1):
        result = await answer(line)
        failed = failed or "error" in result
        out.write(json.dumps(result, ensure_ascii=False) + "\n")
        out.flush()
        told.write(f"\r{number}")
    told.write("\n")
    return 1 if failed else 0


class _Named(BaseModel):
    id: Name


def refusal(line: str | bytes, error: ValidationError) -> dict[str, object]:
    """Return the answer to a bad line: its id where it has one, and what is wrong with it.

    The reason names the field and the rule, never the value: a value may be somebody's limit.
    """
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, first["loc"])) or "line"
    return {"id": _id_of(line), "error": f"{place}: {first['msg']}"}


def _id_of(line: str | bytes) -> str | int | None:
    """Return the id of a line that is broken elsewhere; None for one that could not go back."""
    try:
        return _Named.model_validate_json(line).id
    except ValidationError:
        return None
