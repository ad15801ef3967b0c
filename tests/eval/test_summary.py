"""The numbers of a run: what counts, for which principle, and what could not be told."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from eval.case import Case
from eval.compare import compare, worse
from eval.errors import EvalError
from eval.gate import Gates, HardGate, Needs, RateGate, missed, no_verdict, read
from eval.record import Transcript, Verdict
from eval.run_folder import Meta, Run, open_run, save_run
from eval.summary import summarise
from tests.eval.cases import answer, case, verdict

META = Meta(
    id="r1",
    at=datetime(2026, 11, 24, tzinfo=UTC),
    today=date(2026, 11, 24),
    subject="coach · none",
    suite="full",
    model="none",
)


def run_of(
    cases: tuple[Case, ...],
    transcripts: tuple[Transcript, ...],
    verdicts: tuple[Verdict, ...],
    folder: Path = Path("runs/r1"),
) -> Run:
    return Run(folder, META, cases, transcripts, verdicts)


def many(values: list[int], **changes: object) -> Run:
    cases = tuple(case(id=f"c{i}-en", scenario=f"s{i}", **changes) for i in range(len(values)))
    return run_of(
        cases,
        tuple(answer(one.id) for one in cases),
        tuple(verdict(value, one.id) for one, value in zip(cases, values, strict=True)),
    )


def test_a_principle_is_held_where_no_verdict_on_it_is_a_fault() -> None:
    run = run_of(
        (case(),),
        (answer(),),
        (verdict(1), verdict(0, scorer="citation_exists"), verdict(1, principles=("P12",))),
    )
    summary = summarise(run)
    held = {one.name: one.estimate.value for one in summary.principles if one.estimate.n}

    assert held == {"P10": 0.0, "P12": 1.0}


def test_what_could_not_be_told_counts_neither_way() -> None:
    measure = summarise(run_of((case(),), (answer(),), (verdict(None),))).measure("P10")

    assert measure is not None
    assert (measure.estimate.n, measure.unscored) == (0, 1)


def test_a_judge_counts_only_once_it_is_trusted() -> None:
    run = run_of((case(),), (answer(),), (verdict(1), verdict(0, scorer="judge:fair", judge="m")))

    def p10(*, trusted: bool) -> float:
        found = summarise(run, lambda one, of: trusted).measure("P10")
        assert found is not None
        return found.estimate.value

    assert p10(trusted=False) == 1.0
    assert p10(trusted=True) == 0.0
    indicative = summarise(run).measure("judge:fair · m")
    assert indicative is not None
    assert indicative.indicative


def test_errors_and_planted_texts_are_no_answers() -> None:
    run = run_of(
        (case(),),
        (answer(error="timeout"), answer(planted="p1"), answer(repeat=1, composed=True)),
        (),
    )
    summary = summarise(run)

    assert (summary.answers, summary.errors, summary.composed) == (1, 1, 1)


def test_a_leak_in_one_of_several_places_is_one_fault_of_one_answer() -> None:
    run = run_of((case(),), (answer(),), (verdict(1, key="a"), verdict(0, key="b")))
    leak = summarise(run).hard[0]

    assert (leak.name, leak.faults, leak.estimate.n) == ("private_leak", 1, 1)


def test_a_change_for_the_worse_is_shown_as_such_and_noise_is_not() -> None:
    old = many([1] * 30)
    lines = {line.name: line for line in compare(old, many([0] * 12 + [1] * 18))}

    assert worse(lines["P10"])
    assert worse(lines["private_leak"])
    assert len(lines["P10"].worse) == 12
    assert not worse(lines["P10"], max_drop=50)
    assert not any(worse(line) for line in compare(old, many([0] + [1] * 29)))


def test_a_case_that_changed_is_not_compared() -> None:
    with pytest.raises(EvalError, match="no case in common"):
        compare(many([1, 1]), many([0, 0], note="changed"))


GATES = Gates(
    needs=Needs(errors_at_most=0.02, unscored_at_most=0.05, answers_at_least=2),
    hard=(HardGate(scorer="private_leak", faults=0),),
    rates=(RateGate(scorer="P10", rate=0.9, lowest=0.6),),
)


def test_gates_hold_and_are_missed_by_name() -> None:
    assert list(missed(summarise(many([1] * 20)), GATES)) == []

    lines = list(missed(summarise(many([1] * 17 + [0] * 3)), GATES))
    assert lines == ["private_leak: 3 faults, 0 allowed", "P10: 0.850 of 20, 0.9 is asked"]
    assert "at least" in next(iter(missed(summarise(many([1, 1])), GATES)))


def test_too_little_is_no_verdict() -> None:
    assert list(no_verdict(summarise(many([1] * 20)), GATES)) == []
    few = run_of((case(),), (answer(), answer(repeat=1, error="x")), (verdict(None),))

    assert list(no_verdict(summarise(few), GATES)) == [
        "1 answers, 2 are needed",
        "1 errors of 2",
        "private_leak: nothing was scored",
        "P10: nothing was scored",
    ]


def test_the_shipped_gates_can_be_read() -> None:
    assert {gate.scorer for gate in read().hard} >= {"private_leak", "unsupported_number"}


def test_a_run_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    run = run_of(
        (case(),), (answer(reply="1 234,50 €"),), (verdict(0, quote="3,90"),), tmp_path / "r"
    )
    save_run(run)

    assert open_run(tmp_path / "r") == run


def test_a_line_that_a_crash_cut_is_left_out(tmp_path: Path) -> None:
    save_run(run_of((case(),), (answer(), answer(repeat=1)), (), tmp_path))
    path = tmp_path / "transcripts.jsonl"
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")

    assert len(open_run(tmp_path).transcripts) == 1


def test_what_is_no_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="not a run"):
        open_run(tmp_path)
