"""A return for what is given, a gap pointed out, a principle taken up."""

import pytest

from tests.eval.cases import answer, case
from tests.eval.scorers.looking import look, values

GIVING = case(expect={"asks_back": True})


@pytest.mark.parametrize(
    ("draft", "value"),
    [
        ("Si ce délai compte pour vous, alors voyons ce qui le compense.", 1),
        ("We can do 4.10 in return for 24 months.", 1),
        ("Nous pouvons faire 4,10 moyennant un engagement.", 1),
        ("4,10 à condition que la commande soit unique.", 1),
        ("Provided that the order is firm, 4.10 is possible.", 1),
        ("If the order is firm, then 4.10 is possible.", 1),
        ("Nous passons à 4,10. Bien à vous.", 0),
        ("We can do 4.10. Let us know.", 0),
        ("We do not know if it helps. Then we go to 4.10.", 0),
    ],
)
def test_a_concession_is_tied_to_a_return(draft: str, value: int) -> None:
    assert values("asks_back", GIVING, answer(draft=draft)) == [value]


def test_a_return_is_looked_for_only_in_a_draft_that_should_have_one() -> None:
    assert look("asks_back", case(), answer(draft="We go to 4.10.")) == []
    assert look("asks_back", GIVING, answer(draft=None)) == []


def test_a_gap_is_pointed_out_in_one_of_the_words_of_the_case() -> None:
    of = case(expect={"points_out": ["deux limites", "two limits"]})

    assert values("points_out", of, answer(reply="You gave me TWO limits.")) == [1]
    assert values("points_out", of, answer(reply="Vous m’avez donné deux\u00a0limites.")) == [1]
    assert values("points_out", of, answer(reply="Here is a draft.")) == [0]
    assert look("points_out", case(), answer()) == []


def test_each_mention_counts_for_its_principle_alone() -> None:
    mentions = [
        {"principle": "P10", "any": ["vérifiable", "true"]},
        {"principle": "P12", "any": ["en échange"]},
    ]
    found = look("mentions", case(expect={"mentions": mentions}), answer(reply="A true date."))

    assert [(x.key, x.value, x.principles) for x in found] == [
        ("P10", 1, ("P10",)), ("P12", 0, ("P12",)),
    ]  # fmt: skip
