"""Language, address, length, questions, a draft where one is wanted."""

import pytest

from tests.eval.cases import answer, case
from tests.eval.scorers.looking import look, values

FRENCH = case(id="seller-glue-fr", language="fr")
VOUS = "Bonjour, nous tenons notre prix et vous proposons un essai dans votre atelier."
TU = "Bonjour, on tient notre prix et je te propose un essai dans ton atelier."
ENGLISH = "Hello, we hold our price and suggest a trial run in the workshop next month."


@pytest.mark.parametrize(
    ("wanted", "draft", "value"),
    [(True, "x", 1), (True, None, 0), (False, None, 1), (False, "x", 0)],
)
def test_a_draft_stands_where_it_is_wanted(*, wanted: bool, draft: str | None, value: int) -> None:
    of = case(expect={"draft": wanted})

    assert values("draft_there", of, answer(draft=draft)) == [value]
    assert look("draft_there", case(), answer(draft=draft)) == []


@pytest.mark.parametrize(
    ("draft", "wanted", "value", "quote"),
    [
        (VOUS, "vous", 1, ""),
        (TU, "tu", 1, ""),
        (TU, "vous", 0, "te"),
        (VOUS, "tu", 0, "vous"),
        (VOUS + " Dis-moi si ça te va.", "vous", 0, "te"),
        ("On garde ce ton calme ; le ton compte pour vous.", "vous", 1, ""),
    ],
)
def test_one_form_of_address_throughout(draft: str, wanted: str, value: int, quote: str) -> None:
    of = FRENCH.model_copy(update={"expect": case(expect={"address": wanted}).expect})
    (found,) = look("address", of, answer(draft=draft))

    assert (found.value, found.quote) == (value, quote)


def test_address_is_french_only() -> None:
    assert look("address", case(), answer(draft=TU)) == []
    assert look("address", FRENCH, answer(draft="Bonjour, entendu.")) == []
    abroad = case(id="seller-glue-fr", language="fr", expect={"draft_language": "en"})
    assert look("address", abroad, answer(draft=ENGLISH)) == []


def test_coaching_and_draft_each_have_a_language() -> None:
    abroad = case(id="seller-glue-fr", language="fr", expect={"draft_language": "en"})
    coaching = "Compris : vous vendez. Voici un message calme à leur envoyer ce soir."
    said = answer(reply=f"{coaching}\n\n{ENGLISH}", draft=ENGLISH)

    assert {x.key: x.value for x in look("language", abroad, said)} == {"reply": 1, "draft": 1}
    assert {x.key: x.value for x in look("language", FRENCH, said)} == {"reply": 1, "draft": 0}
    assert {x.key: x.value for x in look("language", case(), said)} == {"reply": 0, "draft": 1}


def test_a_few_words_tell_no_language() -> None:
    assert values("language", case(), answer(reply="Voici pour vous.", draft=None)) == [None]


@pytest.mark.parametrize(
    ("want", "words", "value"),
    [("prep", 420, 1), ("prep", 421, 0), ("debrief", 221, 0), ("question", 0, 0)],
)
def test_an_answer_fits_its_screen(want: str, words: int, value: int) -> None:
    said = answer(reply="mot " * words, draft=None)
    assert values("length", case(want=want), said) == [value]


def test_a_draft_fits_by_itself() -> None:
    found = look("length", case(), answer(draft="mot " * 191))
    assert {one.key: one.value for one in found} == {"reply": 1, "draft": 0}


@pytest.mark.parametrize(
    ("questions", "draft", "value"),
    [(3, "?", 1), (4, "?", 0), (0, "a? b? c?", 1), (0, "a? b? c? d?", 0)],
)
def test_three_questions_are_enough(questions: int, draft: str, value: int) -> None:
    said = answer(questions=("q?",) * questions, draft=draft)
    assert values("question_count", case(), said) == [value]
