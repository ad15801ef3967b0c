"""What is kept of a conversation as a past deal, and when nothing is."""

from dataclasses import replace

import pytest

from bot.coach.answer import Answer, Ask
from bot.coach.coach import Coach
from knowledge.card import Language, Role
from knowledge.deals import MOST_LONG, PastDeal
from tests.bot.coach.deals import TODAY
from tests.bot.coach.memory import Recalling, a_past_deal, found
from tests.fakes import AwayModel, Shelf

PREP = (
    "Appel demain avec Lena Brandt de Bluefield : 600 t par an, je vends à 812 €/t, elle veut "
    "760 €/t, minimum 785 €."
)
DRAFT = "Reply to Marta: I buy 600 t, I want €1,095, can live with €1,130."
MARTA = "We have to move to €1,180/t from 1 March. Best, Marta"
OWN = Ask(texts=(PREP,), today=TODAY, owner="7", deal="c3")


async def answered(ask: Ask) -> Answer:
    return await Coach(AwayModel(), Shelf("A12"), Recalling()).answer(ask)


async def kept(ask: Ask) -> PastDeal:
    deal = (await answered(ask)).remember
    assert deal is not None
    return deal


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_a_brief_is_kept_with_who_what_about_and_the_words() -> None:
    deal = await kept(OWN)

    assert (deal.owner, deal.id, deal.day) == ("7", "c3", TODAY)
    assert (deal.language, deal.role) == (Language.FR, Role.SELLER)
    assert deal.counterpart == "Lena Brandt, Bluefield"
    assert deal.subject.startswith("Appel demain avec Lena Brandt de Bluefield")
    assert deal.notes == PREP
    assert not deal.closed
    assert deal.lesson == ""


async def test_figures_keep_their_meaning_and_private_ones_a_lock() -> None:
    figures = [plain(figure) for figure in (await kept(OWN)).figures]

    assert "🔒 limite 785 €" in figures
    assert "leur demande 760 €/t" in figures
    assert "600 t par an" in figures


async def test_a_draft_is_kept_with_the_message_that_it_answers() -> None:
    ask = replace(OWN, texts=(DRAFT,), received=MARTA)

    deal = await kept(ask)

    assert "Marta" in deal.counterpart
    assert deal.notes == f"{DRAFT}\n{MARTA}"
    assert deal.language is Language.EN


async def test_a_message_received_alone_gives_the_subject() -> None:
    deal = await kept(replace(OWN, texts=(), received=MARTA, draft_now=True))

    assert deal.subject == "We have to move to €1,180/t from 1 March"


@pytest.mark.parametrize("missing", ["owner", "deal"])
async def test_nothing_is_kept_for_nobody_or_outside_a_conversation(missing: str) -> None:
    assert (await answered(replace(OWN, **{missing: ""}))).remember is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Je veux une remise",  # questions are outstanding
        "they want 10% off",
        "Comment répondre à un client qui trouve que c'est trop cher ?",
        "Qu'est-ce que j'avais lâché à Lemaire la dernière fois ?",
        "Merci, parfait",
        "Dis-lui qu'on a une offre concurrente à -15 %, c'est faux mais il va céder.",
    ],
)
async def test_what_is_no_negotiation_yet_is_not_kept(text: str) -> None:
    assert (await answered(replace(OWN, texts=(text,)))).remember is None


async def test_a_draft_made_of_nothing_is_not_kept() -> None:
    ask = replace(OWN, texts=("Rédige un message ferme",), draft_now=True)

    answer = await answered(ask)

    assert answer.draft
    assert answer.remember is None


async def test_long_words_are_cut() -> None:
    long = f"{PREP} " + "Leurs utilisateurs aiment beaucoup le produit. " * 220

    deal = await kept(replace(OWN, texts=("Notre situation tendue " * 40 + PREP, long[:9_000])))

    assert len(deal.notes) == MOST_LONG
    assert len(deal.subject) <= 90
    assert deal.subject.endswith("…")


async def test_many_figures_are_kept_in_part_each_of_a_readable_length() -> None:
    many = " ".join(f"Lot {n} : {n}00 t." for n in range(1, 30))
    secret = "Entre nous, " + "on ne sait pas trop, " * 20 + "mais 14 % suffisent."

    deal = await kept(replace(OWN, texts=(f"{PREP} {many} {secret}",)))

    assert len(deal.figures) == 12
    assert all(len(figure) <= 120 for figure in deal.figures)
    assert "🔒 limite 785 €" in [plain(figure) for figure in deal.figures]


async def test_every_later_message_brings_the_deal_up_to_date() -> None:
    first = await kept(OWN)
    later = await kept(replace(OWN, texts=(PREP, "En fait ma limite est 790 €.")))

    assert later.id == first.id
    assert later.subject == first.subject
    assert "En fait ma limite est 790 €." in later.notes
    assert "🔒 limite 790 €" in [plain(figure) for figure in later.figures]
    assert "🔒 limite 785 €" not in [plain(figure) for figure in later.figures]


async def test_what_was_recalled_is_not_kept_as_part_of_this_deal() -> None:
    memory = Recalling(found(a_past_deal()))

    answer = await Coach(AwayModel(), Shelf("A12"), memory).answer(OWN)

    assert "deal:a" in answer.citations
    assert answer.remember is not None
    assert "Lemaire" not in repr(answer.remember)
    assert "poste par poste" not in repr(answer.remember)
