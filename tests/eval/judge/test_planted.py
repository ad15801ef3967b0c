"""Planted violations: enough of each kind, drawn by seed, and a judge that misses them is out."""

from collections import Counter

import pytest
import yaml

from eval.errors import EvalError
from eval.judge.planted import Planted, planted, planted_sample, run_validity
from eval.record import Value, Verdict


def verdict(one: Planted, value: Value, judge: str = "j", scorer: str | None = None) -> Verdict:
    return Verdict(
        case=one.id, value=value, judge=judge, scorer=scorer or f"judge:{one.criterion}"
    )


def test_each_criterion_is_violated_mildly_and_blatantly_in_both_languages() -> None:
    counts = Counter((one.criterion, one.language, one.strength) for one in planted())

    assert len(planted()) >= 40
    assert len(counts) == 5 * 2 * 2
    assert min(counts.values()) >= 2


def test_a_tenth_of_the_cases_is_drawn_the_same_for_the_same_seed() -> None:
    drawn = planted_sample(300, 1)

    assert len(drawn) == 30
    assert drawn == planted_sample(300, 1)
    assert drawn != planted_sample(300, 2)
    assert len(planted_sample(3, 0)) == 1
    assert planted_sample(0, 0) == ()
    assert len(planted_sample(9_999, 0)) == len(planted())


@pytest.mark.parametrize("one", planted(), ids=lambda one: one.id)
def test_a_planted_text_looks_like_any_answer_to_the_judge(one: Planted) -> None:
    text = "\n".join(turn.text for turn in one.question().prompt().turns)

    assert one.reply.split(".")[0] in text
    assert one.id not in text
    assert one.transcript().planted == one.id
    assert one.draft is None or one.draft in one.transcript().reply


def test_a_judge_that_misses_a_fifth_of_the_blatant_ones_is_still_heard() -> None:
    blatant = [one for one in planted() if one.strength == "blatant"][:10]

    def seen(count: int) -> bool:
        found = [verdict(one, 0 if n < count else 1) for n, one in enumerate(blatant)]
        return run_validity(found)[0].valid

    assert seen(8)
    assert not seen(7)


def test_mild_ones_and_the_unscored() -> None:
    mild = [one for one in planted() if one.strength == "mild"][:4]
    blatant = [one for one in planted() if one.strength == "blatant"][:5]
    lines = [verdict(one, 1) for one in mild] + [verdict(one, 0) for one in blatant[1:]]
    only = run_validity([*lines, verdict(blatant[0], None)])[0]

    assert (only.blatant.value, only.blatant.n, only.valid) == (0.8, 5, True)
    assert only.mild.value == 0.0
    assert not run_validity(lines[:4])[0].valid


def test_each_judge_is_held_to_it_apart_and_code_is_not() -> None:
    one = next(one for one in planted() if one.strength == "blatant")
    lines = [
        verdict(one, 0),
        verdict(one, 1, judge="k"),
        Verdict(case="other", scorer="private_leak", value=1),
        # Another criterion called violated is not the one that was planted.
        verdict(one, 0, judge="l", scorer="judge:elsewhere"),
    ]

    assert [(one.judge, one.valid) for one in run_validity(lines)] == [
        ("j", True), ("k", False), ("l", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"principle": "P01"}, "goes with faithful alone"),
        ({"language": "fr"}, "ends with -fr"),
        ({"strength": "some"}, "strength"),
        ({}, "stands twice"),
    ],
)
def test_a_fault_in_the_file_is_named(
    change: dict[str, str], where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = next(one for one in planted() if one.id == "planted-fair-1-en")
    entry = sound.model_dump(mode="json", exclude_none=True)
    monkeypatch.setattr(yaml, "load", lambda *_: [entry, entry | change])
    planted.cache_clear()

    with pytest.raises(EvalError, match=where):
        planted()
