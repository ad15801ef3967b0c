"""What a run leaves: answers and verdicts as plain lines, and what is needed to run it again."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import EvalError

Value = Literal[0, 1] | None
"""1 holds, 0 is a fault, None could not be told: it counts in no rate."""


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Changed(_Line):
    """A finding of the coach's own guard: shown to the reader, never a verdict."""

    code: str
    quote: str


class Transcript(_Line):
    """One answer to one case. `error` names what went wrong where there is no answer.

    `reply` is all that the user reads, `draft` the part of it meant for the counterpart.
    `seconds` is wall clock; `cost` is in the currency of `prices` of the run, 0 where unknown.
    """

    case: str
    repeat: int = 0
    reply: str = ""
    draft: str | None = None
    questions: tuple[str, ...] = ()
    declined: str | None = None
    citations: tuple[str, ...] = ()
    guard: tuple[Changed, ...] = ()
    composed: bool = False
    model: str = "none"
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    error: str | None = None
    planted: str | None = None
    """The id of the planted violation that this text is, never shown as an answer."""


class Verdict(_Line):
    """What one scorer or judge says of one answer.

    `key` tells verdicts of one scorer apart (a principle, a secret). `quote` is an exact part of
    the draft or the reply. `reason` says why nothing could be told where `value` is None.
    """

    case: str
    repeat: int = 0
    scorer: str
    key: str = ""
    value: Value
    principles: tuple[str, ...] = ()
    quote: str = ""
    why: str = ""
    reason: str = ""
    judge: str = ""

    @property
    def id(self) -> str:
        """Return 16 hexadecimal digits that name this verdict in annotations."""
        named = (self.case, str(self.repeat), self.scorer, self.key, self.judge, self.quote)
        return hashlib.sha256("\0".join(named).encode()).hexdigest()[:16]


def write_lines(path: Path, lines: Iterable[BaseModel]) -> None:
    """Write one JSON object a line, UTF-8, in place of what was there."""
    text = "".join(line.model_dump_json() + "\n" for line in lines)
    path.write_text(text, "utf-8")


def read_transcripts(path: Path) -> tuple[Transcript, ...]:
    """Return the answers of a file. A last line that a crash cut is left out."""
    return tuple(Transcript.model_validate(line) for line in _lines(path))


def read_verdicts(path: Path) -> tuple[Verdict, ...]:
    """Return the verdicts of a file. Raises EvalError when a line is none."""
    return tuple(Verdict.model_validate(line) for line in _lines(path))


def _lines(path: Path) -> Iterator[object]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise EvalError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        try:
            yield json.loads(line)
        except (json.JSONDecodeError, ValidationError) as error:
            if number < len(lines):
                raise EvalError(f"{path}:{number}: {error}") from error
