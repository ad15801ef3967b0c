"""What a scorer is: a small function over a case and one answer, with its name and blind spot."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.case import Case
from eval.record import Transcript, Value, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a scorer says: 1 holds, 0 is a fault, None cannot be told (then `reason` says why).

    `quote` is copied from the draft or the reply; `why` is a short sentence of English for the
    log; `key` tells several scores of one scorer on one answer apart.
    """

    value: Value
    key: str = ""
    quote: str = ""
    why: str = ""
    reason: str = ""
    principles: tuple[str, ...] | None = None
    """The principles that this score speaks of, where they are not all of the scorer's."""


Look = Callable[[Case, Transcript], Iterable[Score]]
"""Yields the scores of one answer; none where the scorer does not apply to the case."""

LookAtPair = Callable[[Sequence[tuple[Case, Transcript]]], Iterable[Score]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """A scorer. `measures` and `blind_to` are shown to the reader of a report (English).

    A verdict counts for the principles that both the scorer and the case name.
    """

    name: str
    look: Look
    principles: tuple[str, ...]
    measures: str
    blind_to: str
    hard: bool = False
    """One fault of a hard scorer is one too many: leaks and invented numbers."""


def verdicts(scorer: Scorer, case: Case, answer: Transcript) -> list[Verdict]:
    """Return what `scorer` says of an answer, as lines of a run."""
    return [
        Verdict(
            case=case.id,
            repeat=answer.repeat,
            scorer=scorer.name,
            key=score.key,
            value=score.value,
            principles=_shared(
                scorer.principles if score.principles is None else score.principles, case
            ),
            quote=score.quote,
            why=score.why,
            reason=score.reason,
        )
        for score in scorer.look(case, answer)
    ]


def _shared(principles: Iterable[str], case: Case) -> tuple[str, ...]:
    return tuple(one for one in principles if one in case.principles)
