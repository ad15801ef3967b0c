from hypothesis import given
from hypothesis import strategies as st

from bot.coach.typography import tidy
from knowledge.card import Language


def test_french_gets_its_narrow_spaces_and_figures_keep_theirs() -> None:
    text = tidy("Merci !  Si possible :\n0,41\u00a0€ ; « oui » ?", Language.FR)

    assert text == ("Merci\u202f! Si possible\u00a0: 0,41\u00a0€\u202f; «\u202foui\u202f»\u202f?")


def test_english_has_none_before_its_signs() -> None:
    assert tidy("Thanks!  Really: yes?\n", Language.EN) == "Thanks! Really: yes?"


def test_an_hour_and_an_address_are_left_alone() -> None:
    assert (
        tidy("à 15:30, https://exemple.fr/?a=1", Language.FR) == "à 15:30, https://exemple.fr/?a=1"
    )


@given(st.text() | st.text(alphabet="a ;:!?«»\u00a0\u202f"), st.sampled_from(Language))
def test_tidying_twice_changes_nothing(text: str, language: Language) -> None:
    once = tidy(text, language)

    assert tidy(once, language) == once
