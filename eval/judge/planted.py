"""Answers written to violate one criterion: a judge that lets the blatant ones pass is not heard.

They stand in `planted.yaml`, each with an ask of its own. A run mixes some in among its answers;
to the judge they look like any other.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.coach.answer import Want
from eval.case import Case, Identifier, Principle, Words
from eval.errors import EvalError
from eval.judge.criteria import FAITHFUL
from eval.judge.protocol import PREFIX, Question
from eval.record import Transcript, Verdict
from eval.stats import Estimate, rate
from knowledge.card import Language, Role

SHARE = 0.1
"""How many are drawn, of the number of cases. A choice."""

LEAST_SEEN = 0.8
"""The share of blatant ones that a judge must call violated for a run to count. A choice."""

_FILE = Path(__file__).with_name("planted.yaml")


class Planted(BaseModel):
    """One planted violation and the ask that it answers; the user reads `reply`, then `draft`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    language: Language
    role: Role
    want: Want
    text: Words
    incoming: Words | None = None
    open: tuple[Words, ...] = ()
    reply: Words
    draft: Words | None = None
    criterion: Literal["understanding", "useful", "fair", "faithful", "no_lecture"]
    principle: Principle | None = None
    strength: Literal["mild", "blatant"]

    def transcript(self) -> Transcript:
        """Return the text as a line of a run, marked for people and code, not for the judge."""
        reply = f"{self.reply}\n\n{self.draft}" if self.draft else self.reply
        return Transcript(case=self.id, reply=reply, draft=self.draft, planted=self.id)

    def question(self) -> Question:
        """Return the question to which a judge should answer: violated."""
        case = Case(
            id=self.id,
            scenario=self.id,
            language=self.language,
            role=self.role,
            want=self.want,
            text=self.text,
            incoming=self.incoming,
            open=self.open,
            good=("-",),
            bad=("-",),
            principles=(self.principle or "P01",),
        )
        return Question(case, self.transcript(), self.criterion, self.principle or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """What one judge saw of the blatant and of the mild ones; unscored counts as not seen."""

    judge: str
    blatant: Estimate
    mild: Estimate

    @property
    def valid(self) -> bool:
        """Whether the judge's verdicts of this run may be heard; not without any blatant one."""
        return self.blatant.n > 0 and self.blatant.value >= LEAST_SEEN


@cache
def planted() -> tuple[Planted, ...]:
    """Return all planted violations. Raises EvalError when their file is not sound."""
    try:
        # The base loader reads every scalar as text.
        entries = yaml.load(_FILE.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
        found = tuple(Planted.model_validate(entry) for entry in entries)
    except (yaml.YAMLError, ValidationError) as error:
        raise EvalError(f"{_FILE.name}: {error}") from error
    for one in found:
        if (one.criterion == FAITHFUL) != (one.principle is not None):
            raise EvalError(f"{_FILE.name}: {one.id}: principle: goes with faithful alone")
        if not one.id.endswith(f"-{one.language}"):
            raise EvalError(f"{_FILE.name}: {one.id}: id: ends with -{one.language}")
    if len({one.id for one in found}) < len(found):
        raise EvalError(f"{_FILE.name}: an id stands twice")
    return found


def planted_sample(cases_count: int, seed: int) -> tuple[Planted, ...]:
    """Return planted violations for a run of so many cases, the same for the same seed.

    A tenth of the cases, one at least and no more than there are.
    """
    if cases_count <= 0:
        return ()
    count = min(len(planted()), max(1, round(SHARE * cases_count)))
    drawn = random.Random(seed).sample(planted(), count)  # noqa: S311 - a sample, not a secret
    return tuple(sorted(drawn, key=lambda one: one.id))


def run_validity(verdicts: Sequence[Verdict]) -> tuple[Validity, ...]:
    """Return for each judge of a run whether it saw the violations planted in it."""
    by_id = {one.id: one for one in planted()}
    on_planted = [one for one in verdicts if one.judge and one.case in by_id]
    judges = sorted({one.judge for one in verdicts if one.scorer.startswith(PREFIX)})
    return tuple(
        Validity(
            judge=judge,
            blatant=_seen(on_planted, by_id, judge, "blatant"),
            mild=_seen(on_planted, by_id, judge, "mild"),
        )
        for judge in judges
    )


def _seen(
    verdicts: Sequence[Verdict], by_id: dict[str, Planted], judge: str, strength: str
) -> Estimate:
    values = [
        int(one.value == 0)
        for one in verdicts
        if one.judge == judge
        and by_id[one.case].strength == strength
        and one.scorer == PREFIX + by_id[one.case].criterion
    ]
    return rate(values)
