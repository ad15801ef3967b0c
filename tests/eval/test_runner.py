"""A run: each case answered once, nothing paid twice, the ceiling held, one fault ends nothing."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from eval import runner
from eval.cache import Cache
from eval.case import Case
from eval.record import Transcript
from eval.runner import Limits, answers
from tests.eval.cases import case

CASES = tuple(case(id=f"c{number}-en", scenario=f"s{number}") for number in range(6))


@dataclass
class Scripted:
    """Answers with its name; what a case has in `trouble` happens first, once each time."""

    trouble: dict[str, list[BaseException]] = field(default_factory=dict)
    fingerprint: str = "one"
    name: str = "scripted"
    tokens: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    under_way: int = 0
    most: int = 0

    async def load(self) -> None: ...

    async def close(self) -> None: ...

    async def answer(self, case: Case) -> Transcript:
        self.asked[case.id] += 1
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        if waiting := self.trouble.get(case.id):
            raise waiting.pop(0)
        return Transcript(case=case.id, reply=case.id, tokens_in=self.tokens, tokens_out=0)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_FIRST_PAUSE_S", 0.0)


async def test_each_case_is_answered_in_order_and_not_too_many_at_once(tmp_path: Path) -> None:
    subject = Scripted()
    found = await answers(subject, CASES, limits=Limits(at_once=2, repeats=2), cache=Cache(None))

    assert [(one.case, one.repeat) for one in found] == [(c.id, r) for c in CASES for r in (0, 1)]
    assert subject.most == 2


async def test_a_run_that_was_cut_asks_only_what_is_missing(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    first = Scripted()
    await answers(first, CASES[:4], limits=Limits(), cache=cache)
    second = Scripted()
    found = await answers(second, CASES, limits=Limits(), cache=cache)

    assert set(second.asked) == {"c4-en", "c5-en"}
    assert [one.reply for one in found] == [one.id for one in CASES]


@pytest.mark.parametrize("changed", ["subject", "case", "repeat"])
async def test_what_changed_is_asked_again(tmp_path: Path, changed: str) -> None:
    cache = Cache(tmp_path)
    await answers(Scripted(), CASES[:1], limits=Limits(), cache=cache)
    subject = Scripted(fingerprint="two" if changed == "subject" else "one")
    cases = (case(id="c0-en", scenario="s0", text="New."),) if changed == "case" else CASES[:1]
    repeats = 2 if changed == "repeat" else 1
    await answers(subject, cases, limits=Limits(repeats=repeats), cache=cache)

    assert subject.asked == {"c0-en": 1}


async def test_a_fault_of_a_moment_is_tried_again_and_a_lasting_one_is_told(
    tmp_path: Path,
) -> None:
    subject = Scripted({"c1-en": [OSError("net")], "c2-en": [ValueError("a secret of 3.90")] * 9})
    found = await answers(subject, CASES, limits=Limits(), cache=Cache(tmp_path))

    assert [one.error for one in found] == [None, None, "ValueError", None, None, None]
    assert subject.asked["c1-en"] == 2
    assert subject.asked["c2-en"] == 3


async def test_an_error_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    await answers(Scripted({"c0-en": [OSError()] * 3}), CASES[:1], limits=Limits(), cache=cache)
    (found,) = await answers(Scripted(), CASES[:1], limits=Limits(), cache=cache)

    assert found.error is None


async def test_a_silent_subject_is_cut() -> None:
    class Silent(Scripted):
        async def answer(self, case: Case) -> Transcript:
            await asyncio.sleep(60)
            raise AssertionError

    (found,) = await answers(Silent(), CASES[:1], limits=Limits(seconds=0.01), cache=Cache(None))

    assert found.error == "timeout"


async def test_no_more_is_spent_than_the_ceiling() -> None:
    subject = Scripted(tokens=1_000_000)
    limits = Limits(at_once=3, price_in=1.0, ceiling=3.5)
    found = await answers(subject, CASES, limits=limits, cache=Cache(None))

    assert sum(one.cost for one in found) <= 3.5
    assert sum(subject.asked.values()) >= 2
    assert {one.error for one in found} == {None, "ceiling"}


async def test_whoever_waits_hears_of_each_answer() -> None:
    heard: list[str] = []
    await answers(
        Scripted(),
        CASES,
        limits=Limits(),
        cache=Cache(None),
        told=lambda answer, spent: heard.append(answer.case),
    )

    assert sorted(heard) == [one.id for one in CASES]


def test_a_value_of_an_older_shape_is_not_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(Transcript(case="x"), "key")
    (file,) = tmp_path.rglob("*.json")
    file.write_text('{"case": 3', "utf-8")

    assert cache.get(Transcript, "key") is None
