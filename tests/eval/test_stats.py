"""Statistics against scipy where it has them, and against worked examples where it has not."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle

from eval.stats import (
    Table,
    _student,
    ac1,
    agreement,
    bootstrap,
    change,
    corrected,
    kappa,
    mcnemar,
    rate,
    table,
)

BITS = st.lists(st.integers(0, 1), min_size=1, max_size=200)


@given(BITS)
def test_a_rate_has_the_interval_of_wilson(values: list[int]) -> None:
    found = rate(values)
    known = oracle.binomtest(sum(values), len(values)).proportion_ci(method="wilson")

    assert (found.low, found.high) == pytest.approx((known.low, known.high), abs=1e-9)
    assert found.value == sum(values) / len(values)


def test_no_values_give_no_number() -> None:
    assert math.isnan(rate([]).value)
    assert rate([]).n == 0


def test_answers_to_one_situation_count_for_less() -> None:
    values = [1, 1, 1, 1, 0, 0, 0, 0] * 5
    apart = rate(values, [str(i) for i in range(len(values))])
    together = rate(values, [str(i // 4) for i in range(len(values))])

    assert together.value == apart.value
    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_one_cluster_cannot_narrow_an_interval() -> None:
    values = [1, 0, 1, 0, 1, 1]
    assert rate(values, ["one"] * 6) == rate(values)


@given(st.integers(0, 60), st.integers(0, 60))
def test_flips_are_judged_exactly(worse: int, better: int) -> None:
    if worse + better:
        known = oracle.binomtest(worse, worse + better, 0.5).pvalue
        assert mcnemar(worse, better) == pytest.approx(known, abs=1e-9)
    else:
        assert mcnemar(worse, better) == 1.0


@pytest.mark.parametrize("degrees", [1, 2, 3, 5, 10, 30, 200])
def test_students_t_is_near_enough(degrees: int) -> None:
    assert _student(degrees) == pytest.approx(oracle.t.ppf(0.975, degrees), rel=0.01)


def test_a_certain_loss_is_shown_and_a_small_one_is_not() -> None:
    names = [str(i) for i in range(40)]
    lost = change([1] * 40, [0] * 20 + [1] * 20, names)
    noise = change([1] * 40, [0] + [1] * 39, names)

    assert lost.shown
    assert (lost.worse, lost.better) == (20, 0)
    assert lost.estimate.value == -0.5
    assert not noise.shown


def test_no_flip_is_no_proof_of_no_change() -> None:
    same = change([1, 0, 1], [1, 0, 1], ["a", "b", "c"])

    assert not same.shown
    assert same.estimate.low < 0 < same.estimate.high


def test_flips_of_one_situation_show_nothing() -> None:
    assert not change([1] * 10, [0] * 10, ["one"] * 10).shown


def test_a_difference_has_the_interval_of_a_paired_t_test_where_all_stand_apart() -> None:
    rng = np.random.default_rng(3)
    old, new = rng.integers(0, 2, 60), rng.integers(0, 2, 60)
    found = change(list(map(int, old)), list(map(int, new)), [str(i) for i in range(60)])
    known = oracle.ttest_rel(new, old).confidence_interval()

    assert found.estimate.low == pytest.approx(known.low, abs=2e-3)
    assert found.estimate.high == pytest.approx(known.high, abs=2e-3)


def test_with_rare_faults_kappa_falls_and_ac1_does_not() -> None:
    # 96 of 100 verdicts agree, each rater sees three faults.
    counts = Table(both=1, first_only=2, second_only=2, neither=95)

    assert agreement(counts) == 0.96
    assert kappa(counts) == pytest.approx(0.3127, abs=1e-4)
    assert ac1(counts) == pytest.approx(0.9575, abs=1e-4)


@given(
    BITS.flatmap(
        lambda a: st.tuples(
            st.just(a), st.lists(st.integers(0, 1), min_size=len(a), max_size=len(a))
        )
    )
)
def test_agreement_does_not_hang_on_who_comes_first(pair: tuple[list[int], list[int]]) -> None:
    there, back = table(*pair), table(*reversed(pair))

    assert kappa(there) == pytest.approx(kappa(back), nan_ok=True)
    assert ac1(there) == pytest.approx(ac1(back), nan_ok=True)


def test_an_interval_of_agreement_holds_its_estimate_and_narrows() -> None:
    pairs = [(1, 1), (1, 0), (0, 0), (0, 0), (0, 1), (0, 0), (1, 1), (0, 0)]
    few = bootstrap(pairs, [str(i) for i in range(8)], "kappa")
    many = bootstrap(pairs * 20, [str(i) for i in range(160)], "kappa")

    assert few.low <= few.value <= few.high
    assert many.value == pytest.approx(few.value)
    assert many.high - many.low < few.high - few.low


def test_a_judged_rate_is_corrected_for_a_judge_that_misses() -> None:
    # Of 100 answers 80 are good; the judge calls 90 % of these good, and 30 % of the bad ones.
    judged = (80 * 0.9 + 20 * 0.3) / 100

    assert corrected(judged, 0.9, 0.7) == pytest.approx(0.8)
    assert math.isnan(corrected(0.9, 0.7, 0.6))
