"""What a model may read: no figure, and no name of a person or a firm."""

import pytest

from bot.coach.screen import screened, without_names
from knowledge.card import Language
from tests.bot.coach.deals import a_deal

A_NAME = "(a name)"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Paul Girard of Norvex wants less.", f"{A_NAME} wants less."),
        ("We met Anna at ACME Ltd.", f"We met {A_NAME} at {A_NAME}."),
        ("Kessler has a better offer.", f"{A_NAME} has a better offer."),
        ("said Tom O'Neill of Bluefield & Sons", f"said {A_NAME}"),
        ("M. Lemaire attend, et la société Arcelor Béziers aussi.", f"{A_NAME} attend"),
    ],
)
def test_names_are_taken_out(text: str, left: str) -> None:
    assert left in without_names(text, Language.EN)


@pytest.mark.parametrize(
    "text",
    [
        "We would like a longer term. They want more in March.",
        "Nous tenons à ce client. Il attend pour lundi, prix HT.",
        "Livraison lente : la livraison est à revoir.",
    ],
)
def test_common_words_stay(text: str) -> None:
    assert without_names(text, Language.EN) == text


def test_the_counterpart_keeps_a_word_of_their_own() -> None:
    deal = a_deal(name="Julie Renard", firm="Norvex")
    text = screened("Julie Renard de Norvex veut 8 % de moins", deal, Language.FR)

    assert text.startswith("l’interlocuteur de l’interlocuteur veut")


def test_a_long_text_is_cut() -> None:
    assert len(screened("nous voulons avancer " * 200, a_deal(), Language.FR)) <= 500
