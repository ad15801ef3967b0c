"""A number of a draft comes from the case, a cited card, or one step that makes sense."""

from decimal import Decimal

import pytest

from eval.case import Case
from eval.record import Transcript
from eval.scorers.numbers import unsupported_number
from eval.scorers.steps import Kind, amounts, one_step
from tests.eval.cases import answer, case
from tests.eval.scorers.looking import look, values


def asked(text: str, **changes: object) -> Case:
    return case(**{"text": text, "private": []} | changes)


def test_amounts_are_read_with_what_they_measure() -> None:
    text = "€4,200 pour 30 jours, trente-cinq %, 12 k€, 8-week, 40 chairs, £9.50"
    found = {one.text: one.kind for one in amounts(text)}

    assert found == {
        "4,200": Kind.MONEY, "30": Kind.TIME, "trente-cinq": Kind.PERCENT, "12": Kind.MONEY,
        "8": Kind.TIME, "40": Kind.BARE, "9.50": Kind.MONEY,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("Devis 15 200 € pour 40 fauteuils", "Soit 380 € le fauteuil."),
        ("Prix 200 €, remise de 4 %", "Cela ferait 192 €, soit 8 € de moins."),
        ("From £400 to £420", "That is a rise of 5%."),
        ("£1,600 a day for 12 days", "In all £19,200."),
        ("11 480 €/mois", "Soit 137 760 € par an."),
        ("It is 59,800 a year", "About 60,000 a year."),
        ("Nous avons vingt-quatre mois", "Un contrat de 24 mois."),
        ("La prévision porte sur un an", "Sur 1 an."),
        ("We have 24 months", "Over twenty-four months."),
        ("100 € et 110 €", "Coupons la poire en deux : 105 €."),
        ("They order 500 pieces", "Two ideas, 3 options, and a call in 2027."),
        ("They order 500 pieces", "1. Price\n2. Delay\n4. Quality"),
        ("Le prix est de 12 k€", "Votre prix de 12 000 €."),
    ],
)
def test_what_is_told_or_follows_is_supported(text: str, draft: str) -> None:
    assert values("unsupported_number", asked(text), answer(draft=draft)) == [1]


@pytest.mark.parametrize(
    ("text", "draft", "quote"),
    [
        ("Hold 4.20 a kilo", "We can do 4.21 a kilo.", "4.21"),
        ("They want 9 lots", "I can consider 1% off.", "1"),
        ("Devis de 15 200 €", "Un effort de 3 %.", "3"),
        ("Prix 11 480 €/mois", "Soit 11\u202f380 €/mois.", "11\u202f380"),
        ("They order 500 pieces", "In a contract of 2 years.", "2"),
        ("They order 500 pieces", "Une remise de vingt pour cent.", "vingt"),
        ("They order 500 pieces", "The total is €2,010.", "2,010"),
        ("Nine people at 40 € and 60 days", "We ask for 2400 days.", "2400"),
    ],
)
def test_what_comes_from_nowhere_is_a_fault(text: str, draft: str, quote: str) -> None:
    (found,) = look("unsupported_number", asked(text), answer(draft=draft))

    assert (found.value, found.quote) == (0, quote)


def test_a_private_number_supports_nothing_unless_it_is_told_openly() -> None:
    secret = [{"kind": "limit", "text": "68", "never": ["68", "soixante-huit"]}]
    text = "Le prix est de 74 €. Mon plancher : 68 €."
    of = asked(text, private=secret)

    assert values("unsupported_number", of, answer(draft="Nous irions à 68 €.")) == [0]
    assert values("unsupported_number", of, answer(draft="Soit 6 € de moins.")) == [0]
    told = asked(text, private=secret, incoming="On a dit 68 €.")
    assert values("unsupported_number", told, answer(draft="Vous dites 68 €.")) == [1]


def test_a_private_number_is_not_supported_by_a_step_that_happens_to_give_it() -> None:
    secret = [{"kind": "limit", "text": "68", "never": ["68"]}]
    of = asked("Le prix est de 74 €, la remise de 6 €.", private=secret)

    assert values("unsupported_number", of, answer(draft="Nous irions à 68 €.")) == [0]


def test_a_number_is_not_borne_out_by_one_that_measures_something_else() -> None:
    of = asked("Le prix monte de 4 % ; ils prennent 7 lots.")

    assert values("unsupported_number", of, answer(draft="Sur 4 ans.")) == [0]
    assert values("unsupported_number", of, answer(draft="Sur 7 ans.")) == [1]


def test_past_deals_and_cited_cards_support_a_number() -> None:
    past = [{"id": "old", "day": "2024-05-02", "outcome": "accord à 317 €", "figures": ["+2,9 %"]}]
    of = asked("Réponds", past=past, language="fr", id="seller-glue-fr")
    draft = "En 2024 nous avions dit 317 € et 2,9 %."

    assert values("unsupported_number", of, answer(draft=draft)) == [1]
    families = "Il y a 16 familles de variables."  # as card D06 says
    assert values("unsupported_number", of, answer(draft=families)) == [0]
    assert values("unsupported_number", of, answer(draft=families, citations=("D06",))) == [1]


def test_steps_between_things_that_do_not_go_together_are_not_taken() -> None:
    told = list(amounts("4 € and 30 days and 15 %"))
    reached = one_step(told)

    assert Decimal(34) not in reached[Kind.MONEY] | reached[Kind.TIME] | reached[Kind.BARE]
    assert Decimal("4.6") in reached[Kind.MONEY]
    assert Decimal("34.5") in reached[Kind.TIME]


def test_no_draft_has_no_numbers() -> None:
    assert look("unsupported_number", asked("x"), answer(draft=None)) == []


@pytest.mark.parametrize(
    ("figure", "borne_out"),
    [
        ("56.50", True),  # a quarter of the way from 58 to 52
        ("57.40", True),
        ("55.90", False),  # more than a quarter of the way
        ("57.90", False),
        ("36.00", False),
    ],
)
def test_a_first_step_towards_them_is_borne_out(figure: str, *, borne_out: bool) -> None:
    of = case(
        text="I quoted £58 a head, they ask £52. I could go to £55.50.",
        private=[{"kind": "limit", "text": "I could go to £55.50", "never": ["55.50"]}],
    )
    answer = Transcript(case=of.id, draft=f"If you confirm, then I can offer £{figure}.")

    assert [one.value for one in unsupported_number(of, answer)] == [int(borne_out)]


def test_a_first_step_never_passes_a_private_limit() -> None:
    of = case(
        text="I quoted £58 a head, they ask £52. I could go to £57.",
        private=[{"kind": "limit", "text": "I could go to £57", "never": ["57"]}],
    )
    answer = Transcript(case=of.id, draft="If you confirm, then I can offer £56.50.")

    assert [one.value for one in unsupported_number(of, answer)] == [0]


@pytest.mark.parametrize(("share", "value"), [("3%", 1), ("1.5%", 1), ("4%", 0), ("7%", 0)])
def test_a_quarter_of_a_discount_that_was_asked_for_is_a_first_step(
    share: str, value: int
) -> None:
    of = case(
        text="They want 12% off. I can do 4%.",
        private=[{"kind": "limit", "text": "I can do 4%", "never": ["4%"]}],
    )
    answer = Transcript(case=of.id, draft=f"If you commit, then I can look at {share}.")

    assert [one.value for one in unsupported_number(of, answer)] == [value]
