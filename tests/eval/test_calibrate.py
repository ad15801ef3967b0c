"""What a judge is worth: counted against people, kept with its rubric, trusted by its numbers."""

import argparse
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.coach.ports import Model
from bot.settings import Settings
from eval import calibrate, calibrate_command, gold
from eval.annotate import BlindLine, blind_votes, save
from eval.cache import Cache
from eval.calibrate import GOLD, Pair, Sheet, keep, majority, read, sheets, trusted, trusted_in
from eval.errors import EvalError
from eval.judge.protocol import Judge
from eval.record import Verdict
from eval.run_folder import Meta, Run, save_run
from knowledge.card import Language
from prompts import Prompt
from tests.eval.cases import answer, case, verdict
from tests.eval.judge.voices import saying
from tests.fakes import ScriptedModel

AT = datetime(2026, 5, 1, tzinfo=UTC)


def pairs(tp: int, fn: int, fp: int, tn: int, unscored: int = 0) -> list[Pair]:
    said: Sequence[tuple[int, int | None]] = (
        [(1, 1)] * tp + [(1, 0)] * fn + [(0, 1)] * fp + [(0, 0)] * tn + [(1, None)] * unscored
    )
    return [
        Pair(criterion="fair", language=Language.EN, cluster=str(n), people=a, judge=b)
        for n, (a, b) in enumerate(said)
    ]


def sheet(*counts: int) -> Sheet:
    return sheets("j", GOLD, pairs(*counts))[0]


def test_a_sheet_counts_faults_seen_and_false_alarms() -> None:
    one = sheet(24, 6, 7, 63, 5)

    assert one.counts == (24, 6, 7, 63)
    assert (one.n, one.violations, one.unscored) == (100, 30, 5)
    assert one.sensitivity.value == 0.8
    assert one.specificity.value == 0.9
    assert one.agreement.value == 0.87
    assert one.sensitivity.low is not None
    assert 0.6 < one.sensitivity.low < 0.8
    assert one.kappa.value == pytest.approx(0.6933, abs=1e-3)
    assert one.kappa.low is not None
    assert one.kappa.low < 0.69


def test_the_languages_are_never_pooled() -> None:
    french = [
        Pair(criterion="fair", language=Language.FR, cluster="x", people=1, judge=0),
        *pairs(1, 0, 0, 0),
    ]

    found = sheets("j", GOLD, french)
    assert [(one.language, one.sensitivity.value) for one in found] == [("en", 1.0), ("fr", 0.0)]


def test_a_judge_that_told_nothing_has_no_number() -> None:
    one = sheet(0, 0, 0, 0, 3)

    assert (one.n, one.unscored, one.kappa.value, one.sensitivity.value) == (0, 3, None, None)
    assert sheet(0, 0, 0, 5).kappa.value is None
    assert not one.holds


@pytest.mark.parametrize(
    ("counts", "holds"),
    [
        ((24, 6, 7, 63), True),
        ((23, 7, 0, 70), False),
        ((30, 0, 8, 62), False),
        ((24, 5, 7, 64), False),
        ((24, 6, 6, 63), False),
        ((0, 0, 0, 120), False),
    ],
)
def test_trust_takes_numbers_on_both_sides_and_enough_of_them(
    counts: tuple[int, ...], *, holds: bool
) -> None:
    assert trusted("j", "fair", Language.EN, (sheet(*counts),)) is holds


def test_trust_is_for_one_judge_one_criterion_one_language() -> None:
    known = (sheet(30, 0, 0, 70),)

    assert not trusted("k", "fair", Language.EN, known)
    assert not trusted("j", "useful", Language.EN, known)
    assert not trusted("j", "fair", Language.FR, known)
    line = Verdict(case="x", scorer="judge:fair", value=1, judge="j")
    assert trusted_in(known, line, case())
    assert not trusted_in(known, line, case(language="fr"))


@pytest.mark.parametrize("change", [{"rubric": "0"}, {"prompt": "0"}, {"against": "coaches"}])
def test_another_rubric_prompt_or_yardstick_takes_trust_away(change: dict[str, str]) -> None:
    known = (sheet(30, 0, 0, 70).model_copy(update=change),)

    assert not trusted("j", "fair", Language.EN, known)


def test_a_calibration_is_kept_beside_others_and_replaces_its_own(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    assert read(path) == ()
    other = sheet(0, 0, 0, 0, 1).model_copy(update={"judge": "k"})
    keep([sheet(1, 1, 1, 1), other], path)
    keep([sheet(30, 0, 0, 70)], path)

    assert [(one.judge, one.n) for one in read(path)] == [("j", 100), ("k", 0)]
    assert trusted("j", "fair", Language.EN, read(path))
    assert "NaN" not in path.read_text("utf-8")
    path.write_text("{}x", "utf-8")
    with pytest.raises(EvalError, match="calibration"):
        read(path)


@pytest.mark.parametrize(
    ("votes", "most"),
    [({"a": 1}, 1), ({"a": 1, "b": 0}, None), ({"a": 1, "b": 0, "c": 0}, 0), ({}, None)],
)
def test_most_coaches_decide_and_a_tie_does_not(votes: dict[str, int], most: int | None) -> None:
    assert majority(votes) == most


def test_not_applicable_is_no_fault_and_unscored_is_nothing() -> None:
    assert calibrate.fault_of(verdict(0)) == 1
    assert calibrate.fault_of(verdict(1)) == 0
    assert calibrate.fault_of(verdict(None, reason="not_applicable")) == 0
    assert calibrate.fault_of(verdict(None, reason="abstained")) is None


def item(number: int, said: str) -> gold.Gold:
    return gold.Gold.model_validate(
        {
            "id": f"g{number}-en",
            "scenario": f"s{number}",
            "language": "en",
            "ask": {"role": "buyer", "want": "draft", "text": "Draft it."},
            "answer": {"reply": f"They must give 20 %. {said.upper()}"},
            "labels": {"fair": said, "faithful": {"P12": said}},
            "by": "coach-1",
        }
    )


async def test_gold_answers_are_judged_and_compared() -> None:
    items = [item(n, said) for n, said in enumerate(["violated", "respected", "not_applicable"])]
    told: list[None] = []
    always = ScriptedModel(lambda _: saying("violated", "They must give 20 %"))
    found = await calibrate_command.against_gold(
        Judge(always, Cache(None)), items, lambda: told.append(None)
    )

    assert [(one.criterion, one.counts) for one in found] == [
        ("fair", (1, 0, 2, 0)),
        ("faithful", (1, 0, 2, 0)),
    ]
    assert len(told) == 6
    assert all(one.rubric and one.prompt for one in found)


def test_some_items_are_spread_evenly_and_none_is_an_error() -> None:
    items = [item(number, "respected") for number in range(6)]

    assert calibrate_command.chosen(items, 2) == [items[0], items[3]]
    assert calibrate_command.chosen(items, 0) == items
    with pytest.raises(EvalError, match="no gold"):
        calibrate_command.chosen([], 0)


def run_of(folder: Path) -> Run:
    of = (case(), case(id="buyer-glue-en", scenario="other"))
    said = (
        verdict(0, scorer="judge:faithful", key="P10", judge="j"),
        verdict(1, "buyer-glue-en", scorer="judge:faithful", key="P10", judge="j"),
        verdict(0, scorer="judge:useful", judge="j"),
        verdict(0),
    )
    meta = Meta(id="r1", at=AT, today=date(2026, 5, 1), subject="s", suite="smoke", model="none")
    run = Run(folder, meta, of, (answer(), answer("buyer-glue-en")), said)
    save_run(run)
    return run


def blind(coach: str, case_id: str, word: str, key: str = "P10") -> BlindLine:
    return BlindLine.model_validate(
        {"coach": coach, "case": case_id, "key": key, "verdict": word, "at": AT}
    )


LINES = (
    blind("ana", "seller-glue-en", "violated"),
    blind("bo", "seller-glue-en", "violated"),
    blind("ana", "buyer-glue-en", "violated"),
    blind("bo", "buyer-glue-en", "respected"),
    blind("ana", "seller-glue-en", "respected", "useful"),
    blind("bo", "buyer-glue-en", "cannot_tell", "useful"),
)


def test_coaches_are_held_to_each_other_and_judges_to_most_of_them(tmp_path: Path) -> None:
    run, votes = run_of(tmp_path / "r1"), blind_votes(LINES)

    both = calibrate_command.between_coaches(run, votes)
    assert [(one.judge, one.against, one.criterion, one.counts) for one in both] == [
        ("bo", "ana", "faithful", (1, 1, 0, 0))
    ]
    judges = calibrate_command.of_judges(run, votes)
    # The two do not agree on the buyer's answer: nobody can be held to it.
    assert [(one.criterion, one.counts) for one in judges] == [
        ("faithful", (1, 0, 0, 0)),
        ("useful", (0, 0, 1, 0)),
    ]
    assert not any(one.holds for one in judges)


def test_the_command_prints_coaches_first_and_says_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(calibrate, "FILE", tmp_path / "none.json")
    monkeypatch.setenv("COLUMNS", "300")
    parser = argparse.ArgumentParser()
    calibrate_command.add_arguments(parser)
    run = run_of(tmp_path / "r1")
    save(run.folder, LINES)

    assert calibrate_command.main(parser.parse_args([str(run.folder)])) == 0
    out = capsys.readouterr().out
    assert out.index("Coaches against each other") < out.index("Judges of the run")
    assert "1/1/0/0" in out
    assert "0.50 [" in out


@asynccontextmanager
async def open_scripted(settings: Settings) -> AsyncIterator[Model]:
    """Open a judge that finds a fault where the answer says so; `settings` name no other."""
    del settings

    def says(prompt: Prompt) -> dict[str, str]:
        seen = "VIOLATED" in prompt.turns[-1].text
        return saying("violated", "They must give 20 %") if seen else saying("respected")

    yield ScriptedModel(says)


@pytest.mark.parametrize(("limit", "kept"), [("0", 2), ("1", 0)])
def test_only_the_whole_gold_set_is_a_calibration(
    limit: str, kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "calibration.json"
    monkeypatch.setenv("ACCORD_CACHE", str(tmp_path))
    monkeypatch.setattr(calibrate_command, "open_model", open_scripted)
    monkeypatch.setattr(gold, "load", lambda: (item(0, "violated"), item(1, "respected")))
    monkeypatch.setattr(calibrate, "FILE", path)
    parser = argparse.ArgumentParser()
    calibrate_command.add_arguments(parser)

    assert calibrate_command.main(parser.parse_args(["--judge", "x", "--limit", limit])) == 0
    assert [one.counts for one in read(path)] == [(1, 0, 0, 1)] * kept


def test_a_judge_that_is_away_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gold, "load", lambda: (item(0, "violated"),))
    parser = argparse.ArgumentParser()
    calibrate_command.add_arguments(parser)

    with pytest.raises(EvalError, match="judge path:/no/where"):
        calibrate_command.main(parser.parse_args(["--judge", "path:/no/where"]))
