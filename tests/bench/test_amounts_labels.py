"""The labelled texts are what they say, and the figures reported on them are counted right."""

from decimal import Decimal

import pytest

from bench.amounts_labels import HALVES, TODAY, Label, Labelled, sentences, texts
from bench.amounts_read import Pair, is_kept, main, pairs, same_span, same_value
from bench.share import wilson
from bot.coach.amounts import Amount, Kind, digits_in
from bot.coach.deal import FactRole
from knowledge.card import Language
from tests.bot.coach.deals import money, volume

ALL = [one for language in Language for half in HALVES for one in texts(language, half)]
UNSEEN = [one for language in Language for one in texts(language, "unseen")]


def other_figures(one: Labelled) -> bool:
    """Tell whether a text holds figures that are labelled as no amount."""
    text = one.text
    for label in reversed(one.labels):
        text = text[: label.amount.start] + " " + text[label.amount.end :]
    return bool(digits_in(text))


def test_there_are_enough_texts_in_both_languages() -> None:
    for language in Language:
        assert sum(one.language is language for one in ALL) >= 210
    assert sum(other_figures(one) for one in ALL) >= 60
    assert sum(not one.labels for one in ALL) >= 25
    assert len({one.id for one in ALL}) == len({one.text for one in ALL}) == len(ALL)


@pytest.mark.parametrize("language", Language)
def test_half_of_a_language_is_kept_for_the_report(language: Language) -> None:
    tuning, report = (texts(language, half) for half in HALVES)

    assert abs(len(tuning) - len(report)) <= 1
    assert not {one.id for one in tuning} & {one.id for one in report}


@pytest.mark.parametrize("language", Language)
def test_as_many_sentences_are_private_as_open(language: Language) -> None:
    for half in HALVES:
        assert sum(one.private for one in sentences(language, half)) == 30
        assert sum(not one.private for one in sentences(language, half)) == 30


@pytest.mark.parametrize("language", Language)
def test_the_unseen_files_are_whole_and_apart(language: Language) -> None:
    labelled = [one for one in UNSEEN if one.language is language]
    told = sentences(language, "unseen")
    known = {one.text for half in HALVES for one in sentences(language, half)}

    assert len(labelled) == 110
    assert sum(map(other_figures, labelled)) >= 25
    assert [sum(one.private is private for one in told) for private in (True, False)] == [70, 70]
    assert all(one.language is language for one in told)
    assert not {one.text for one in labelled} & {one.text for one in ALL}
    assert not {one.text for one in told} & known
    assert len({one.id for one in (*ALL, *UNSEEN)}) == len(ALL) + len(UNSEEN)


def test_the_flag_reports_the_unseen_files_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["amounts_read", "--unseen"])
    monkeypatch.setattr("bench.amounts_read.pairs", lambda _: [])
    monkeypatch.setattr("bench.amounts_read.is_kept", lambda *_: True)

    main()

    heads = [line for line in capsys.readouterr().out.splitlines() if line.endswith("texts")]
    assert heads == ["unseen fr: 110 texts", "unseen en: 110 texts"]


def test_every_label_stands_at_its_place() -> None:
    for one in (*ALL, *UNSEEN):
        end = 0
        for label in one.labels:
            amount = label.amount
            assert one.text[amount.start : amount.end] == amount.text
            assert end <= amount.start
            assert amount.day is not None or amount.kind is not Kind.DATE
            end = amount.end


def test_what_is_read_right_is_paired_and_judged_right() -> None:
    one = next(one for one in ALL if one.id == "fr-001")

    found = pairs(one)

    assert [pair.label for pair in found] == list(one.labels)
    assert all(map(same_value, found))
    assert all(map(same_span, found))
    assert [p.fact.role for p in found if p.fact][-1] is FactRole.WALK_AWAY


def test_an_amount_that_nobody_labelled_counts_against_the_reader() -> None:
    found = pairs(Labelled("x", "12 € et 8 %", Language.FR, ()))

    assert [pair.label for pair in found] == [None, None]
    assert [pair.amount.value for pair in found if pair.amount] == [12, Decimal("0.08")]
    assert not any(map(same_value, found))


@pytest.mark.parametrize(
    ("told", "seen", "right"),
    [
        (money("12"), money("12"), True),
        (money("12", unit="USD"), money("12"), False),
        (money("12"), money("13"), False),
        (money("12", per="t"), money("12", per="kg"), False),
        (volume("12", "bac"), volume("12", "bacs"), True),
        (volume("12", "bac"), volume("12", "sac"), False),
        (money("12"), volume("12", "EUR"), False),
    ],
)
def test_a_figure_is_right_with_its_unit_only(told: Amount, seen: Amount, *, right: bool) -> None:
    assert same_value(Pair(Label(told, FactRole.OTHER, private=False), seen, None)) is right


def test_a_confidence_is_kept_and_an_offer_is_not() -> None:
    assert is_kept("On n'a pas de plan B.", Language.FR)
    assert not is_kept("Notre prix est de 31 €.", Language.FR)
    assert TODAY.isoformat() == "2026-11-24"


def test_the_wilson_interval_is_the_known_one() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-3)
    assert wilson(10, 10)[1] == pytest.approx(1.0)
