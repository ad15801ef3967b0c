"""A run on disk: a folder of plain files, which is all that reports and comparisons read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.case import Case
from eval.errors import EvalError
from eval.record import Transcript, Verdict, read_transcripts, read_verdicts, write_lines

RUNS = Path("runs")
"""Where runs are kept, in the folder in which the command is typed."""

META, CASES, TRANSCRIPTS, VERDICTS, ANNOTATIONS = (
    "run.json",
    "cases.jsonl",
    "transcripts.jsonl",
    "verdicts.jsonl",
    "annotations.jsonl",
)


class Meta(BaseModel):
    """What is needed to have a run again, and to know what it was."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    at: datetime
    today: date
    """The day on which every ask of the run is dated."""
    subject: str
    suite: str
    model: str
    judges: tuple[str, ...] = ()
    repeats: int = 1
    at_once: int = 1
    seconds: float = 0.0
    """The limit of one answer."""
    price_in: float = 0.0
    price_out: float = 0.0
    ceiling: float = 0.0
    spent: float = 0.0
    seed: int = 0
    commit: str = ""
    source: str = ""
    prompts: str = ""
    cards: str = ""
    cases: str = ""
    """A hash of the cases: two runs on other cases are not compared without saying so."""
    versions: dict[str, str] = {}
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A run as read: each answer belongs to one of the cases."""

    folder: Path
    meta: Meta
    cases: tuple[Case, ...]
    transcripts: tuple[Transcript, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def by_id(self) -> dict[str, Case]:
        """Return the cases by their ids."""
        return {case.id: case for case in self.cases}

    @property
    def answered(self) -> list[Transcript]:
        """Return the answers: no errors, no planted texts."""
        return [one for one in self.transcripts if one.error is None and one.planted is None]

    def common(self, other: "Run") -> dict[str, Case]:
        """Return the cases, by id, that are the same in another run."""
        theirs = other.by_id
        return {name: case for name, case in self.by_id.items() if theirs.get(name) == case}

    def case(self, case_id: str) -> Case:
        """Return a case by its id. Raises EvalError when the run has none of this name."""
        for case in self.cases:
            if case.id == case_id:
                return case
        raise EvalError(f"{self.folder}: no case is named {case_id}")


def open_run(folder: Path) -> Run:
    """Return the run in `folder`. Raises EvalError when it is none."""
    try:
        meta = Meta.model_validate_json((folder / META).read_bytes())
        lines = (folder / CASES).read_text("utf-8").splitlines()
        cases = tuple(Case.model_validate(json.loads(line)) for line in lines)
    except OSError as error:
        raise EvalError(f"{folder}: not a run ({error.strerror}: {error.filename})") from error
    except (ValidationError, json.JSONDecodeError) as error:
        raise EvalError(f"{folder}: cannot be read as a run: {error}") from error
    return Run(
        folder,
        meta,
        cases,
        read_transcripts(folder / TRANSCRIPTS),
        read_verdicts(folder / VERDICTS),
    )


def save_run(run: Run) -> None:
    """Write a run into its folder, made where it is missing; run.json, last, says it is whole."""
    run.folder.mkdir(parents=True, exist_ok=True)
    write_lines(run.folder / CASES, run.cases)
    write_lines(run.folder / TRANSCRIPTS, run.transcripts)
    write_lines(run.folder / VERDICTS, run.verdicts)
    (run.folder / META).write_text(run.meta.model_dump_json(indent=1), "utf-8")


def latest(folders: Iterable[Path]) -> Path:
    """Return the newest of some run folders. Raises EvalError where there is none."""
    runs = [folder for folder in folders if (folder / META).is_file()]
    if not runs:
        raise EvalError("there is no run yet: python -m eval run --suite smoke")
    return max(runs, key=lambda folder: (folder / META).stat().st_mtime)
