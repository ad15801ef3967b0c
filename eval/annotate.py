"""What coaches say of a run: taken in from the files that the report exports, merged, counted.

Findings that a coach saw before marking them serve to read errors, never to compute agreement:
there is no second opinion in a nod. Agreement comes from blind answers alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from eval.case import Principle
from eval.errors import EvalError
from eval.record import Verdict, write_lines
from eval.run_folder import ANNOTATIONS, Run
from eval.stats import Estimate, rate

Coach = Annotated[str, Field(min_length=1, max_length=60)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Mark(_Strict):
    """A coach's word on a verdict that was shown."""

    finding_id: str
    verdict: Literal["agree", "disagree", "unsure"]
    comment: str = ""
    at: AwareDatetime


class BlindAnswer(_Strict):
    """A coach's own verdict, before the machine's was shown. `key` is a principle or criterion."""

    case: str
    repeat: int = 0
    key: str
    verdict: Literal["respected", "violated", "cannot_tell"]
    at: AwareDatetime


class Missed(_Strict):
    """A fault that nobody found."""

    case: str
    repeat: int = 0
    principle: Principle | Literal[""] = ""
    quote: str = ""
    comment: str = ""
    at: AwareDatetime


class Export(BaseModel):
    """What a report exports: one coach, one run."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    schema_: Literal[1] = Field(alias="schema")
    run_id: str
    report_sha256: str = ""
    coach: Coach
    blind: bool = False
    annotations: tuple[Mark, ...] = ()
    blind_answers: tuple[BlindAnswer, ...] = ()
    missed: tuple[Missed, ...] = ()


class MarkLine(Mark):
    """A mark with who made it."""

    kind: Literal["mark"] = "mark"
    coach: Coach
    blind: bool


class BlindLine(BlindAnswer):
    """A blind answer with who gave it."""

    kind: Literal["blind"] = "blind"
    coach: Coach


class MissedLine(Missed):
    """A missed fault with who found it."""

    kind: Literal["missed"] = "missed"
    coach: Coach


Line = MarkLine | BlindLine | MissedLine
_LINE: TypeAdapter[Line] = TypeAdapter(Annotated[Line, Field(discriminator="kind")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Something on which coaches are of two minds: what, and each coach's word."""

    what: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """How often coaches disagree with what one scorer said; unsure ones apart."""

    scorer: str
    disagree: Estimate
    unsure: int


def read_export(path: Path, run: Run) -> Export:
    """Return what a report exported for `run`. Raises EvalError when it does not belong to it."""
    try:
        export = Export.model_validate_json(path.read_bytes())
    except OSError as error:
        raise EvalError(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        where = error.errors(include_url=False)[0]
        field = ".".join(map(str, where["loc"])) or "-"
        raise EvalError(f"{path}: {field}: {where['msg']}") from error
    if export.run_id != run.meta.id:
        raise EvalError(f"{path}: this is of run {export.run_id}, not of {run.meta.id}")
    findings = {verdict.id for verdict in run.verdicts}
    for mark in export.annotations:
        if mark.finding_id not in findings:
            raise EvalError(f"{path}: run {run.meta.id} has no finding {mark.finding_id}")
    answers = {(one.case, one.repeat) for one in run.transcripts}
    spoken: tuple[BlindAnswer | Missed, ...] = (*export.blind_answers, *export.missed)
    for said in spoken:
        if (said.case, said.repeat) not in answers:
            what = f"answer {said.repeat} to {said.case}"
            raise EvalError(f"{path}: run {run.meta.id} has no {what}")
    return export


def lines_of(export: Export) -> list[Line]:
    """Return an export as lines. Answers to blind questions count only from a blind report."""
    coach = export.coach
    blind = export.blind_answers if export.blind else ()
    return [
        *(MarkLine(coach=coach, blind=export.blind, **dict(one)) for one in export.annotations),
        *(BlindLine(coach=coach, **dict(one)) for one in blind),
        *(MissedLine(coach=coach, **dict(one)) for one in export.missed),
    ]


def merge(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return one line for each thing that a coach spoke of, in a fixed order.

    Of marks the newest counts, as a coach may think again; of blind answers the oldest, as the
    machine's verdict was shown after it. Merging the same lines twice changes nothing.
    """
    kept: dict[tuple[str, ...], Line] = {}
    for line in lines:
        key = _key(line)
        before = kept.get(key)
        if before is None or _replaces(line, before):
            kept[key] = line
    return tuple(kept[key] for key in sorted(kept))


def read(folder: Path) -> tuple[Line, ...]:
    """Return the annotations of a run, none where nobody spoke yet. Raises EvalError."""
    path = folder / ANNOTATIONS
    try:
        lines = path.read_text("utf-8").splitlines()
        return tuple(_LINE.validate_json(line) for line in lines)
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError) as error:
        raise EvalError(f"{path}: cannot be read as annotations: {error}") from error


def save(folder: Path, lines: Iterable[Line]) -> None:
    """Write the annotations of a run, whole or not at all."""
    path = folder / ANNOTATIONS
    beside = path.with_suffix(".part")
    write_lines(beside, lines)
    beside.replace(path)


def blind_votes(lines: Iterable[Line]) -> dict[tuple[str, int, str], dict[str, int]]:
    """Return by (case, repeat, key) what each coach said blind: 1 is a fault."""
    votes: dict[tuple[str, int, str], dict[str, int]] = defaultdict(dict)
    for line in lines:
        if isinstance(line, BlindLine) and line.verdict != "cannot_tell":
            votes[line.case, line.repeat, line.key][line.coach] = int(line.verdict == "violated")
    return dict(votes)


def splits(lines: Iterable[Line]) -> tuple[Split, ...]:
    """Return where two coaches say the contrary; unsure and cannot tell contradict nobody."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for line in lines:
        if isinstance(line, MarkLine) and line.verdict != "unsure":
            words[f"finding {line.finding_id}"][line.coach] = line.verdict
        if isinstance(line, BlindLine) and line.verdict != "cannot_tell":
            words[f"{line.case} ({line.repeat}) {line.key}"][line.coach] = line.verdict
    return tuple(
        Split(what=what, words=said)
        for what, said in sorted(words.items())
        if len(set(said.values())) > 1
    )


def disputed(lines: Iterable[Line], verdicts: Sequence[Verdict]) -> tuple[Disputed, ...]:
    """Return for each scorer that was marked how often coaches disagree, most disputed first."""
    by_id = {verdict.id: verdict for verdict in verdicts}
    marks: dict[str, list[MarkLine]] = defaultdict(list)
    for line in lines:
        if isinstance(line, MarkLine) and line.finding_id in by_id:
            verdict = by_id[line.finding_id]
            name = f"{verdict.scorer} · {verdict.judge}" if verdict.judge else verdict.scorer
            marks[name].append(line)
    found = [_disputed(name, said) for name, said in sorted(marks.items())]
    # Stable: scorers that nobody could decide on come last.
    return tuple(sorted(found, key=lambda one: -(one.disagree.value if one.disagree.n else -1)))


def _disputed(name: str, marks: Sequence[MarkLine]) -> Disputed:
    decided = [mark for mark in marks if mark.verdict != "unsure"]
    return Disputed(
        scorer=name,
        # Several coaches on one finding are one cluster.
        disagree=rate(
            [int(mark.verdict == "disagree") for mark in decided],
            [mark.finding_id for mark in decided],
        ),
        unsure=len(marks) - len(decided),
    )


def _key(line: Line) -> tuple[str, ...]:
    if isinstance(line, MarkLine):
        return line.kind, line.finding_id, line.coach
    if isinstance(line, BlindLine):
        return line.kind, line.case, str(line.repeat), line.key, line.coach
    return line.kind, line.case, str(line.repeat), line.principle, line.quote, line.coach


def _replaces(line: Line, before: Line) -> bool:
    if isinstance(line, BlindLine):
        return line.at < before.at
    return line.at > before.at
