"""A draft made ready to be searched: tricks undone, and every quote found again in the draft."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.guard.secret_text import plain, small, told
from bot.coach.guard.secrets import secret_leak
from tests.bot.coach.guard.cases import boxes, steel

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1\u200b1\u20603\u00ad0", "1130"),
        ("１１３０", "1130"),
        ("١١٣٠", "1130"),
        ("①①③⓪", "1130"),
        ("1️⃣3️⃣", "13"),
        ("1 130 €", "1 130 €"),
    ],
)
def test_digits_are_read_through_their_disguise(written: str, read: str) -> None:
    assert plain(written)[0] == read


def test_a_quote_is_what_stands_in_the_draft() -> None:
    draft = "Nous irions à 1\u200b1\u200b3\u200b0 €, merci."
    ready = told(draft, (), TODAY)
    (figure,) = [f for f in ready.figures if f.value == 1130]

    assert ready.quote(figure.start, figure.end) == "1\u200b1\u200b3\u200b0 €"


@given(st.text(max_size=80))
def test_places_stay_places(text: str) -> None:
    read, places = plain(text)

    assert len(read) == len(places) == len(small(read))
    assert list(places) == sorted(set(places))


@given(
    st.text(alphabet="1130 l-_.,x€%kMCXà envers moins half of noussommes\u200b\n?", max_size=60)
)
def test_any_text_can_be_searched_and_quoted(text: str) -> None:
    for case in (steel(), boxes()):
        assert all(finding.quote in text for finding in secret_leak(text, case))


def test_sentences_end_at_their_marks_but_not_inside_a_number() -> None:
    ready = told("Soit 1.5 mois. Et alors ? Oui", (), TODAY)

    assert [ready.text[a:b].strip() for a, b in ready.sentences] == [
        "Soit 1.5 mois.",
        "Et alors ?",
        "Oui",
    ]
