"""What a judge is worth: its verdicts beside those of people, criterion by criterion.

1 marks a fault. What people call respected and what they call not applicable are both no fault:
a judge that finds a fault where the criterion does not even apply raises a false alarm. What a
judge left unscored stands in no table and is counted beside it. French and English are never
pooled. With rare faults κ collapses and AC1 flatters: both are given, and the table.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.case import Case
from eval.errors import EvalError
from eval.gold import Gold
from eval.judge.criteria import PRINCIPLES, rubric_hash
from eval.judge.page import prompt_hash
from eval.judge.protocol import PREFIX, Question
from eval.record import Verdict
from eval.stats import Estimate, bootstrap, rate, table
from knowledge.card import Language

FILE = Path(__file__).with_name("calibration.json")

GOLD = "gold"
"""What only counts for trust: answers labelled by hand, the same for every judge."""

LEAST_N, LEAST_VIOLATIONS = 100, 30
LEAST_SENSITIVITY, LEAST_SPECIFICITY = 0.80, 0.90
"""From when on a judge may count. Choices: with 30 violations the interval of a sensitivity is
some 14 points wide on either side, so it is printed beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One item: what people say of it and what the judge (or another coach) says; 1 is a fault.

    `judge` is None where it could not tell. `cluster` names the situation.
    """

    criterion: str
    language: Language
    cluster: str
    people: int
    judge: int | None


class Interval(BaseModel):
    """An estimate as JSON: what is not a number is null."""

    model_config = ConfigDict(frozen=True)

    value: float | None
    low: float | None
    high: float | None
    n: int

    def at_least(self, least: float) -> bool:
        """Return whether the point estimate reaches `least`; not where there is none."""
        return self.value is not None and self.value >= least


class Sheet(BaseModel):
    """One judge, one criterion, one language, against people.

    `counts` is (both see the fault, people only, judge only, neither). `sensitivity` is the share
    of faults that the judge sees, `specificity` that of sound answers in which it sees none.
    """

    model_config = ConfigDict(frozen=True)

    judge: str
    against: str
    criterion: str
    language: Language
    n: int
    violations: int
    unscored: int
    counts: tuple[int, int, int, int]
    agreement: Interval
    kappa: Interval
    ac1: Interval
    sensitivity: Interval
    specificity: Interval
    rubric: str = ""
    prompt: str = ""

    @property
    def holds(self) -> bool:
        """Whether the numbers are enough for the judge's verdicts to count."""
        return (
            self.against == GOLD
            and self.n >= LEAST_N
            and self.violations >= LEAST_VIOLATIONS
            and self.sensitivity.at_least(LEAST_SENSITIVITY)
            and self.specificity.at_least(LEAST_SPECIFICITY)
        )

    @property
    def current(self) -> bool:
        """Whether rubric and prompt are still those of the calibration."""
        return (
            self.criterion in PRINCIPLES
            and self.rubric == rubric_hash(self.criterion, self.language)
            and self.prompt == prompt_hash(self.language)
        )


def sheets(judge: str, against: str, pairs: Iterable[Pair]) -> tuple[Sheet, ...]:
    """Return one sheet for each criterion and language among `pairs`, sorted by both."""
    groups: dict[tuple[str, Language], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.criterion, pair.language].append(pair)
    return tuple(_sheet(judge, against, groups[key]) for key in sorted(groups))


def gold_questions(items: Iterable[Gold]) -> list[tuple[Question, int]]:
    """Return what to ask a judge of gold answers, with what people say: 1 is a fault."""
    return [
        (Question(item.case(), item.transcript(), criterion, key), int(said == "violated"))
        for item in items
        for criterion, key, said in item.labels.all()
    ]


def pair_of(question: Question, people: int, verdict: Verdict) -> Pair:
    """Return a judge's verdict beside what people said of the same question."""
    return Pair(
        criterion=question.criterion,
        language=question.case.language,
        cluster=question.case.scenario,
        people=people,
        judge=fault_of(verdict),
    )


def fault_of(verdict: Verdict) -> int | None:
    """Return 1 for a fault, 0 for none (not applicable is none), None where it is unscored."""
    if verdict.value is None:
        return 0 if verdict.reason == "not_applicable" else None
    return 1 - verdict.value


def trusted(
    judge: str, criterion: str, language: Language, known: Sequence[Sheet] | None = None
) -> bool:
    """Return whether a judge's verdicts on a criterion may count in this language.

    It has shown it on the gold set, with the rubric and the prompt of today. `known` are the
    sheets to look in (default: `calibration.json`). If not, a verdict is indicative only.
    """
    found = read() if known is None else known
    return any(
        one.holds and one.current
        for one in found
        if (one.judge, one.criterion, one.language) == (judge, criterion, language)
    )


def trusted_in(known: Sequence[Sheet], verdict: Verdict, case: Case) -> bool:
    """Return `trusted` for a line of a run."""
    criterion = verdict.scorer.removeprefix(PREFIX)
    return trusted(verdict.judge, criterion, case.language, known)


def read(path: Path | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a file, none where it is missing. Raises EvalError when unreadable.

    The file is `calibration.json` where none is named.
    """
    path = FILE if path is None else path
    try:
        entries = json.loads(path.read_text("utf-8"))
        return tuple(Sheet.model_validate(entry) for entry in entries)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, ValidationError) as error:
        raise EvalError(f"{path}: cannot be read as a calibration: {error}") from error


def keep(new: Sequence[Sheet], path: Path | None = None) -> None:
    """Write `new` sheets beside those of other judges; one replaces its own older one."""
    path = FILE if path is None else path
    by_key = {_key(one): one for one in (*read(path), *new)}
    entries = [by_key[key].model_dump(mode="json") for key in sorted(by_key)]
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", "utf-8")


def majority(votes: Mapping[str, int]) -> int | None:
    """Return what most coaches say, by coach; None at a tie or without a vote."""
    faults = sum(votes.values())
    return None if 2 * faults == len(votes) else int(2 * faults > len(votes))


def _key(one: Sheet) -> tuple[str, str, str, str]:
    return one.judge, one.against, one.criterion, one.language


def _sheet(judge: str, against: str, pairs: Sequence[Pair]) -> Sheet:
    told = [(pair.people, pair.judge, pair.cluster) for pair in pairs if pair.judge is not None]
    both = [(people, said) for people, said, _ in told]
    clusters = [cluster for _, _, cluster in told]
    counts = table([people for people, _ in both], [said for _, said in both])
    criterion, language = pairs[0].criterion, pairs[0].language
    return Sheet(
        judge=judge,
        against=against,
        criterion=criterion,
        language=language,
        n=counts.n,
        violations=counts.both + counts.first_only,
        unscored=len(pairs) - len(told),
        counts=(counts.both, counts.first_only, counts.second_only, counts.neither),
        agreement=_interval(rate([int(a == b) for a, b in both], clusters)),
        kappa=_drawn(both, clusters, "kappa"),
        ac1=_drawn(both, clusters, "ac1"),
        sensitivity=_interval(_share_right(told, of=1)),
        specificity=_interval(_share_right(told, of=0)),
        rubric=rubric_hash(criterion, language) if criterion in PRINCIPLES else "",
        prompt=prompt_hash(language),
    )


def _share_right(told: Sequence[tuple[int, int, str]], *, of: int) -> Estimate:
    chosen = [(said, cluster) for people, said, cluster in told if people == of]
    return rate([int(said == of) for said, _ in chosen], [cluster for _, cluster in chosen])


def _drawn(both: Sequence[tuple[int, int]], clusters: Sequence[str], statistic: str) -> Interval:
    if not both:
        return Interval(value=None, low=None, high=None, n=0)
    return _interval(bootstrap(both, clusters, statistic))


def _interval(estimate: Estimate) -> Interval:
    value, low, high = (
        None if math.isnan(one) else round(one, 4)
        for one in (estimate.value, estimate.low, estimate.high)
    )
    return Interval(value=value, low=low, high=high, n=estimate.n)
