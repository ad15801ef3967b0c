"""A judge is heard once it is calibrated, and only in runs in which it saw what was planted."""

from pathlib import Path

from eval.calibrate import read
from eval.judge.planted import planted
from eval.judge.protocol import PREFIX
from eval.record import Verdict
from eval.run_folder import Run
from eval.trust import trust_of, void_judges
from tests.eval.cases import case, verdict
from tests.eval.test_summary import META


def run_of(*verdicts: Verdict) -> Run:
    return Run(Path("r"), META, (case(),), (), verdicts)


def on_planted(*, seen: bool) -> tuple[Verdict, ...]:
    return tuple(
        verdict(0 if seen else 1, one.id, scorer=PREFIX + one.criterion, judge="m")
        for one in planted()
        if one.strength == "blatant"
    )


def test_a_judge_that_misses_what_is_blatant_is_void_in_the_run() -> None:
    assert [one.judge for one in void_judges(run_of(*on_planted(seen=False)))] == ["m"]
    assert void_judges(run_of(*on_planted(seen=True))) == ()


def test_nobody_is_trusted_without_calibration() -> None:
    one = verdict(0, scorer=PREFIX + "fair", judge="m")

    assert not trust_of(run_of(*on_planted(seen=True), one), ())(one, case())
    assert read(Path("/nowhere.json")) == ()
