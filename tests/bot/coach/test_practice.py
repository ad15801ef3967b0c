"""What may leave the chat: no name, no private figure, no private sentence, in either language."""

from datetime import date

import pytest

from bot.coach.answer import Answer, Ask, Part, PartKind, Want
from bot.coach.practice import Practice, anonymous
from knowledge.card import Language, Role

SITUATIONS = {
    Language.FR: (
        "Je vends des étiquettes à Mme Petit, de Norvex. Elle propose 2,10 €, je demande 2,40 €. "
        "Ma limite est de 2,25 €. Entre nous, on n’a personne d’autre sur ce marché.",
        "Bonjour, Norvex ne paiera pas plus de 2,10 €. Julie Petit",
    ),
    Language.EN: (
        "I sell labels to Ms Rivera of Norvex. She offers €2.10, I ask €2.40. "
        "My limit is €2.25. Between us, we have nobody else in this market.",
        "Hello, Norvex will not pay more than €2.10. Julie Rivera",
    ),
}
PRIVATE = {
    Language.FR: ("2,25", "personne d’autre", "Petit", "Norvex", "Julie"),
    Language.EN: ("2.25", "nobody else", "Rivera", "Norvex", "Julie"),
}


def shared(language: Language) -> Practice:
    text, received = SITUATIONS[language]
    lines = (f"{text}", "2,25 € / €2.25 / 2.25 EUR")
    answer = Answer(
        want=Want.DRAFT,
        role=Role.SELLER,
        language=language,
        parts=(Part(kind=PartKind.ECHO, title="", lines=lines),),
        draft=received,
    )
    ask = Ask(texts=(text,), received=received, today=date(2026, 11, 24), language=language)
    return anonymous(ask, answer)


@pytest.mark.parametrize("language", Language)
def test_names_and_private_facts_stay(language: Language) -> None:
    left = shared(language)
    whole = "\n".join((*left.asked, left.received, left.reply, left.draft))

    assert [word for word in PRIVATE[language] if word in whole] == []


@pytest.mark.parametrize("language", Language)
def test_what_was_said_openly_is_still_there(language: Language) -> None:
    left = shared(language)

    assert any(figure in left.asked[0] for figure in ("2,40", "2.40"))
    assert any(figure in left.received for figure in ("2,10", "2.10"))
    assert (left.language, left.role, left.want) == (language, Role.SELLER, Want.DRAFT)


def test_a_figure_that_its_user_locked_stays_too() -> None:
    text, _ = SITUATIONS[Language.EN]
    ask = Ask(texts=(text,), today=date(2026, 11, 24), kept=("€2.40",), language=Language.EN)
    answer = Answer(want=Want.DRAFT, role=None, language=Language.EN, parts=())

    assert "2.40" not in anonymous(ask, answer).asked[0]
