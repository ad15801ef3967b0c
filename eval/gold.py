"""Gold answers: what people say of an answer, criterion by criterion; judges are held to them.

Each file in `gold/` is YAML, a list of items like this one (`faithful` is labelled for each
principle that is at stake; a criterion that nobody looked at is left out):

    - id: gold-delay-bad-fr            # lower case, hyphens, ends with -fr or -en
      scenario: delay                  # items of one situation are one cluster
      language: fr
      ask:
        role: seller                   # as in the cases
        want: draft
        text: Le client réclame …
        incoming: …                    # the message received, if any
        open: [Contrat de 12 mois]     # facts of the deal that may be told, if any
      answer:
        reply: Ce que l’utilisateur lit …    # all of it
        draft: La lettre …                   # the part meant for the counterpart, if any
      labels:
        understanding: violated        # respected | violated | not_applicable
        useful: respected
        fair: not_applicable
        no_lecture: respected
        faithful: {P02: violated, P12: respected}
      by: coach-1                      # who labelled it; the writer's own label counts as one
      note: why, for whoever reads the disagreements      # optional
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.coach.answer import Want
from eval.case import Case, Identifier, Principle, Words
from eval.errors import EvalError
from eval.record import Transcript
from knowledge.card import Language, Role

FOLDER = Path(__file__).parent / "gold"

Said = Literal["respected", "violated", "not_applicable"]
"""What a person says of one criterion."""

CRITERIA = ("understanding", "useful", "fair", "faithful", "no_lecture")
"""The names of the criteria; their rules are in `judge/criteria.yaml`."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Asked(_Strict):
    """What the user asked."""

    role: Role
    want: Want
    text: Words
    incoming: Words | None = None
    open: tuple[Words, ...] = ()


class Answered(_Strict):
    """The answer that is labelled. `reply` is all that the user reads, `draft` a part of it."""

    reply: Words
    draft: Words | None = None


class Labels(_Strict):
    """What a person says, criterion by criterion; None where nobody looked."""

    understanding: Said | None = None
    useful: Said | None = None
    fair: Said | None = None
    no_lecture: Said | None = None
    faithful: dict[Principle, Said] = {}

    def all(self) -> Iterator[tuple[str, str, Said]]:
        """Yield (criterion, key, label); the key is the principle of `faithful`, else empty."""
        for criterion in ("understanding", "useful", "fair", "no_lecture"):
            said: Said | None = getattr(self, criterion)
            if said is not None:
                yield criterion, "", said
        for principle, said in sorted(self.faithful.items()):
            yield "faithful", principle, said


class Gold(_Strict):
    """One labelled answer."""

    id: Identifier
    scenario: Identifier
    language: Language
    ask: Asked
    answer: Answered
    labels: Labels
    by: str = Field(min_length=1, max_length=60)
    note: str = ""

    def case(self) -> Case:
        """Return the ask as a case, with the principles that are labelled.

        The cases' own `good` and `bad` are not known here and no judge is shown them.
        """
        return Case(
            id=self.id,
            scenario=self.scenario,
            language=self.language,
            role=self.ask.role,
            want=self.ask.want,
            text=self.ask.text,
            incoming=self.ask.incoming,
            open=self.ask.open,
            good=("-",),
            bad=("-",),
            principles=tuple(sorted(self.labels.faithful)) or ("P01",),
        )

    def transcript(self) -> Transcript:
        """Return the answer as a line of a run."""
        return Transcript(case=self.id, reply=self.answer.reply, draft=self.answer.draft)


@dataclass(frozen=True, slots=True)
class _Found:
    file: str
    item: Gold


def load(folder: Path = FOLDER) -> tuple[Gold, ...]:
    """Return the items of all files in `folder`, in the order of files and lines.

    Raises EvalError, one line for each fault with file, item and field, when any is wrong.
    """
    found: list[_Found] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        for number, entry in enumerate(_entries(path), start=1):
            try:
                found.append(_Found(path.name, Gold.model_validate(entry)))
            except ValidationError as error:
                faults += _faults(path.name, number, entry, error)
    faults += _between(found)
    if faults:
        raise EvalError("\n".join(faults))
    return tuple(one.item for one in found)


def _entries(path: Path) -> list[object]:
    try:
        # Every scalar is read as text: `no` and `12:30` stay what they are.
        entries = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise EvalError(f"{path.name}: {' '.join(str(error).split())}") from error
    if not isinstance(entries, list):
        raise EvalError(f"{path.name}: a list of items, each with a dash before it")
    return entries


def _faults(file: str, number: int, entry: object, error: ValidationError) -> Iterator[str]:
    name = entry.get("id") if isinstance(entry, dict) else None
    for one in error.errors(include_url=False):
        field = ".".join(map(str, one["loc"])) or "-"
        yield f"{file}: {name or f'item {number}'}: {field}: {one['msg']}"


def _between(found: Iterable[_Found]) -> Iterator[str]:
    seen: set[str] = set()
    for one in found:
        where = f"{one.file}: {one.item.id}"
        if one.item.id in seen:
            yield f"{where}: id: stands twice"
        seen.add(one.item.id)
        if not one.item.id.endswith(f"-{one.item.language}"):
            yield f"{where}: id: ends with -{one.item.language}"
        if not any(one.item.labels.all()):
            yield f"{where}: labels: no criterion is labelled"
        draft = one.item.answer.draft
        if draft is not None and draft not in one.item.answer.reply:
            yield f"{where}: answer.draft: is a part of the reply, word for word"
