"""A quote counts where it stands in the answer, whatever its spaces and quotes look like."""

import pytest

from eval.judge.evidence import find

ANSWER = "Bon. « Le prix\u202f: 4\u202f% de moins »,\nl’offre tient jusqu’au 5."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Le prix : 4 % de moins", "Le prix\u202f: 4\u202f% de moins"),
        ("“le prix: 4% de moins”…", "Le prix\u202f: 4\u202f% de moins"),
        ("de moins », l'offre tient", "de moins »,\nl’offre tient"),
        ("5 % de moins", ""),
        ("un autre prix", ""),
        ("", ""),
        ("« »", ""),
        ("5.", ""),
    ],
)
def test_a_quote_is_given_back_as_the_answer_has_it(quote: str, found: str) -> None:
    assert find(quote, ANSWER) == found


def test_the_first_text_that_holds_it_counts() -> None:
    assert find("the same words", "nothing", "The same  words") == "The same  words"
