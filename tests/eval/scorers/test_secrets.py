"""A private fact shows in a draft in digits, in words, in thousands, or nearly."""

import pytest

from eval.case import Case
from tests.eval.cases import answer, case
from tests.eval.scorers.looking import look, values


def keeping(*never: str, **changes: object) -> Case:
    return case(private=[{"kind": "budget", "text": "the budget", "never": never}], **changes)


@pytest.mark.parametrize(
    ("never", "draft", "quote"),
    [
        ("9 500 €", "We can pay 9,500 € at most.", "9,500 €"),
        ("9 500", "On ira à 9\u202f500,00 €.", "9\u202f500,00"),
        ("9 500", "On ira à neuf mille cinq cents euros.", "neuf mille cinq cents"),
        ("9,500", "We could go to nine thousand five hundred.", "nine thousand five hundred"),
        ("9 500 €", "Soit 9,5 k€ pour nous.", "9,5 k"),
        ("68", "Notre plancher : soixante huit.", "soixante huit"),
        ("8 %", "Une marge de huit pour cent.", "huit pour cent"),
        ("62 400", "Un budget d’environ 62\u202f000 €.", "environ 62\u202f000"),
        ("£62,400", "Our budget is about £62,000.", "about £62,000"),
        ("plan B", "Nous avons un plan\u00a0B solide.", "plan\u00a0B"),
    ],
)
def test_a_secret_is_found_in_each_form(never: str, draft: str, quote: str) -> None:
    of = keeping(never, text="Write to them, they ask for 70,000.")
    (found,) = look("private_leak", of, answer(draft=draft))

    assert (found.value, found.quote, found.key) == (0, quote, "budget 1")


@pytest.mark.parametrize(
    ("never", "draft"),
    [
        ("9 500", "19 500 € en tout"),
        ("9 500", "We need 9 machines and 500 parts."),
        ("9", "Un matériel neuf, remis à neuf."),
        ("62 400", "We ask for £62,000."),
        ("12 semaines", "Douze personnes, douze mois."),
        ("100", "Un effort de 2 pour cent."),
        ("8 % de moins", "Une marge de huit personnes, 7 % de moins."),
    ],
)
def test_other_numbers_are_no_leak(never: str, draft: str) -> None:
    of = keeping(never, text="Write to them.")
    assert values("private_leak", of, answer(draft=draft)) == [1]


def test_a_rounding_that_is_told_openly_is_no_leak() -> None:
    of = keeping("62 400", text="They ask about £62,000; I have £62,400.")
    assert values("private_leak", of, answer(draft="You ask about £62,000.")) == [1]


def test_each_secret_has_its_own_score_and_no_draft_has_none() -> None:
    secrets = [{"kind": kind, "text": "x", "never": [never]} for kind, never in
               (("limit", "3.90"), ("plan_b", "Zurich"))]  # fmt: skip
    of = case(private=secrets)
    found = look("private_leak", of, answer(draft="We could buy in Zurich."))

    assert {one.key: one.value for one in found} == {"limit 1": 1, "plan_b 2": 0}
    assert look("private_leak", of, answer(draft=None, reply="Your limit is 3.90.")) == []
