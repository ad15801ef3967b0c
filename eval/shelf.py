"""The cases as files: read, checked against each other, and counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from eval.case import Case
from eval.errors import EvalError

Item = TypeVar("Item")

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a case: the file, the id (or its number in the file), the field."""

    file: str
    case: str
    field: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.case}: {self.field}: {self.what}"


class BadCases(EvalError):
    """Case files that cannot be used; `faults` says where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def load(folder: Path = FOLDER) -> tuple[Case, ...]:
    """Return the cases of all files in `folder`, in the order of files and lines.

    Raises BadCases, with every fault, when any cannot be used.
    """
    faults: list[Fault] = []
    found: list[tuple[str, Case]] = []
    for path in sorted(folder.glob("*.yaml")):
        cases, wrong = _read(path)
        found += [(path.name, case) for case in cases]
        faults += wrong
    faults += _between(found)
    if faults:
        raise BadCases(faults)
    return tuple(case for _, case in found)


def evenly(items: Sequence[Item], limit: int) -> list[Item]:
    """Return `limit` of some items, spread evenly; all of them where it is 0 or they are fewer."""
    if not 0 < limit < len(items):
        return list(items)
    return [items[i * len(items) // limit] for i in range(limit)]


def counts(cases: Iterable[Case]) -> dict[str, Counter[str]]:
    """Return how many cases there are of each language, role, want, kind, trait, principle."""
    found = {
        name: Counter[str]()
        for name in ("language", "role", "want", "kind", "trait", "principle", "pair", "suite")
    }
    for case in cases:
        found["language"][case.language] += 1
        found["role"][case.role] += 1
        found["want"][case.want] += 1
        found["kind"][case.kind] += 1
        found["trait"].update(case.traits)
        found["principle"].update(case.principles)
        found["suite"].update(case.suites)
        # Each pair is named in both of its cases.
        found["pair"]["mirror"] += case.mirror is not None and case.id < case.mirror
        found["pair"]["twin"] += case.twin is not None and case.id < case.twin
    return found


def _read(path: Path) -> tuple[list[Case], list[Fault]]:
    try:
        # The base loader reads every scalar as text: `no`, `12:30` and 1.10 stay what they are.
        entries = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return [], [Fault(path.name, "file", "-", " ".join(str(error).split()))]
    if not isinstance(entries, list):
        return [], [Fault(path.name, "file", "-", "a list of cases, each with a dash before it")]
    cases: list[Case] = []
    faults: list[Fault] = []
    for number, entry in enumerate(entries, start=1):
        try:
            cases.append(Case.model_validate(entry))
        except ValidationError as error:
            name = entry.get("id") if isinstance(entry, dict) else None
            faults += _faults(path.name, str(name or f"case {number}"), error)
    return cases, faults


def _faults(file: str, name: str, error: ValidationError) -> list[Fault]:
    return [
        Fault(file, name, ".".join(map(str, one["loc"])) or "-", one["msg"])
        for one in error.errors(include_url=False)
    ]


def _between(found: Sequence[tuple[str, Case]]) -> list[Fault]:
    """Return what is wrong with cases beside each other."""
    by_id: dict[str, Case] = {}
    faults: list[Fault] = []
    for file, case in found:
        if case.id in by_id:
            faults.append(Fault(file, case.id, "id", "stands twice"))
        by_id[case.id] = case
    for file, case in found:
        faults += [Fault(file, case.id, *wrong) for wrong in _pairs(case, by_id)]
        faults += [Fault(file, case.id, *wrong) for wrong in _alone(case)]
    return faults


def _pairs(case: Case, by_id: dict[str, Case]) -> Iterable[tuple[str, str]]:
    for field in ("mirror", "twin"):
        name = getattr(case, field)
        if name is None:
            continue
        other = by_id.get(name)
        if other is None:
            yield field, f"no case is named {name}"
        elif getattr(other, field) != case.id:
            yield field, f"{name} does not name this case in return"
        elif other.scenario != case.scenario:
            yield field, f"{name} is of another scenario"
        elif field == "mirror" and other.role is case.role:
            yield field, f"{name} sits in the same chair"
        elif field == "twin" and other.language is case.language:
            yield field, f"{name} is in the same language"


def _alone(case: Case) -> Iterable[tuple[str, str]]:
    if not case.id.endswith(f"-{case.language}"):
        yield "id", f"ends with -{case.language}"
    for mention in case.expect.mentions:
        if mention.principle not in case.principles:
            yield "expect.mentions", f"{mention.principle} is not among the principles"
    if case.want in ("read_message",) and case.incoming is None:
        yield "incoming", "a message to read is needed"
    known = {past.id for past in case.past}
    if missing := set(case.expect.recalls) - known:
        yield "expect.recalls", f"no past deal is named {sorted(missing)[0]}"
