"""Sources exist under their own title, and have to do with the answer."""

import pytest

from eval.case import Case
from knowledge.card import Language
from knowledge.shelf import load_shelf
from tests.eval.cases import answer, case
from tests.eval.scorers.looking import look, values

PAST = [{"id": "glue-2024", "day": "2024-05-02", "outcome": "4.10"}]


def of_language(language: str, **changes: object) -> Case:
    return case(id=f"seller-glue-{language}", language=language, **changes)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("citations", "value"),
    [(("D07",), 1), (("D07", "Z99"), 0), (("deal:glue-2024",), 1), (("deal:other",), 0)],
)
def test_a_source_is_on_the_shelf_or_in_the_past(
    language: str, citations: tuple[str, ...], value: int
) -> None:
    of = of_language(language, past=PAST)
    found = look("citation_exists", of, answer(citations=citations))

    assert [one.value for one in found] == [value]
    assert found[0].quote == ("" if value else citations[-1])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_card_stands_under_its_own_title(language: str) -> None:
    of = of_language(language)
    right = load_shelf().card("D07", Language(language)).title
    wrong = load_shelf().card("D15", Language(language)).title

    for title, value in ((right, 1), (wrong, 0)):
        said = answer(reply=f"Cards\nD07 · {title}", citations=("D07",))
        assert values("citation_exists", of, said) == [value]


def test_no_source_no_score() -> None:
    assert look("citation_exists", case(), answer()) == []
    assert look("citation_supports", case(), answer()) == []


@pytest.mark.parametrize("language", list(Language))
def test_an_answer_made_of_a_card_is_borne_out_by_it_and_by_few_others(
    language: Language,
) -> None:
    cards = load_shelf().of(language)
    own, others = [], []
    for number, card in enumerate(cards):
        other = cards[(number + 37) % len(cards)]
        said = answer(reply=card.body, citations=(card.id, other.id))
        found = {x.key: x.value for x in look("citation_supports", of_language(language), said)}
        own.append(found[card.id])
        others.append(found[other.id])

    assert set(own) == {1}
    # Drawn by chance, a card passes one time in three, and is a fault one time in three.
    assert 0.2 < others.count(1) / len(others) < 0.47
    assert 0.2 < others.count(0) / len(others) < 0.47


def test_the_titles_of_the_sources_are_not_what_the_answer_says() -> None:
    title = load_shelf().card("D07", Language.EN).title
    said = answer(reply=f"Call the harbour office.\nD07 · {title}", citations=("D07",))

    assert values("citation_supports", case(), said) == [0]


def test_one_of_the_cards_of_the_case_is_enough() -> None:
    of = case(expect={"cites": ["D07", "D15"]})

    assert values("cites_expected", of, answer(citations=("A01", "D15"))) == [1]
    assert values("cites_expected", of, answer(citations=("A01",))) == [0]
    assert look("cites_expected", case(), answer(citations=("A01",))) == []


def test_each_past_deal_that_bears_on_the_case_is_recalled() -> None:
    of = case(past=PAST, expect={"recalls": ["glue-2024"]})

    assert values("recalls", of, answer(citations=("deal:glue-2024",))) == [1]
    assert values("recalls", of, answer(citations=("glue-2024",))) == [0]
