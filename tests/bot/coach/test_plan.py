"""The plan: which moves, with which figures, and the same fairness from both chairs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.amounts import same_figure
from bot.coach.answer import Tone, Want
from bot.coach.deal import Deal, FactRole, Flag
from bot.coach.moves import MOVES, SAID, Slot
from bot.coach.plan import TOKEN, Plan, plan
from bot.texts import table
from knowledge.card import Language, Role
from tests.bot.coach.deals import a_deal, fact, money, share, term, volume

BLAME = re.compile(
    r"adversaire|ennemi|opponent|enemy|écras|squeeze|crush|piég|\btrap\b|vaincre|\bbeat\b|battre"
    r"|exploit|faiblesse|weakness|coincer|corner|fault|faute|coupable|guilty|mensonge|\blie\b"
    r"|menace|threat|punir|punish|gagner contre|\bwin\b",
    re.IGNORECASE,
)
SOUGHT_IN_RETURN = re.compile(
    r"\bsi\b|\bif\b|en contrepartie|in return|en retour|échanger|trade", re.IGNORECASE
)


def deal_for(role: Role, *flags: Flag, **known: object) -> Deal:
    own, theirs, limit = ("100", "80", "90") if role is Role.SELLER else ("80", "100", "90")
    return a_deal(
        role,
        fact(FactRole.OURS, money(own)),
        fact(FactRole.THEIRS, money(theirs), received=True),
        fact(FactRole.WALK_AWAY, money(limit), private=True),
        fact(FactRole.VOLUME, volume("600")),
        fact(FactRole.TERM, term("12")),
        **({"flags": frozenset(flags)} | known),
    )


def all_said(planned: Plan) -> str:
    blocks = (
        *planned.said,
        *planned.questions,
        planned.trade,
        *planned.interests,
        planned.pressure,
        *planned.asides,
    )
    return " ".join(block.sentence for block in blocks)


roles = st.sampled_from(Role)
flags = st.frozensets(st.sampled_from(Flag))
tones = st.sampled_from(Tone)
languages = st.sampled_from(Language)
wants = st.sampled_from([Want.PREP, Want.DRAFT])


@given(roles, flags, tones, languages, wants)
def test_every_situation_has_a_plan_without_a_private_figure(
    role: Role, flags: frozenset[Flag], tone: Tone, language: Language, want: Want
) -> None:
    deal = deal_for(role, *flags, tone=tone, language=language, draft_language=language, want=want)

    planned = plan(deal, role)

    assert [b.move.slot for b in planned.said] == (
        [Slot.QUESTION, Slot.OFFER] if tone is Tone.SHORTER else list(SAID)
    )
    assert 1 <= len(planned.questions) <= 3
    assert len(planned.interests) == 2
    secrets = deal.private_amounts
    assert not any(same_figure(f.amount, s) for f in planned.figures for s in secrets)
    assert set(TOKEN.findall(all_said(planned))) <= {f.token for f in planned.figures}


@given(flags, tones, languages)
def test_both_chairs_get_advice_without_blame_and_ask_for_a_return(
    flags: frozenset[Flag], tone: Tone, language: Language
) -> None:
    for role in Role:
        deal = deal_for(role, *flags, tone=tone, language=language, draft_language=language)

        planned = plan(deal, role)

        assert not BLAME.search(all_said(planned))
        assert SOUGHT_IN_RETURN.search(planned.trade.sentence)


def test_no_phrase_of_any_move_blames_or_opposes() -> None:
    for language in Language:
        for move in MOVES:
            assert not BLAME.search(table(language)[f"moves.{move.id}"]), move.id


@pytest.mark.parametrize("role", Role)
def test_no_block_of_a_plan_repeats_another(role: Role) -> None:
    planned = plan(deal_for(role), role)
    sentences = [block.sentence for block in planned.said]

    assert len(set(sentences)) == len(sentences)


def test_a_figure_that_is_also_a_secret_has_no_token() -> None:
    deal = a_deal(
        Role.SELLER,
        fact(FactRole.OURS, money("90")),
        fact(FactRole.WALK_AWAY, money("90"), private=True),
    )

    assert plan(deal, Role.SELLER).figures == ()


def test_a_tainted_figure_is_never_said() -> None:
    untrue = fact(FactRole.THEIRS, share("15"))
    deal = a_deal(Role.BUYER, type(untrue)(amount=share("15"), role=FactRole.THEIRS,
                                           private=False, tainted=True))  # fmt: skip

    assert plan(deal, Role.BUYER).figures == ()


def test_figures_are_put_in_as_each_language_writes_them() -> None:
    planned = plan(deal_for(Role.SELLER), Role.SELLER)
    text = planned.put(planned.said[0].sentence, Language.EN)

    assert "€80" in text
    assert planned.put("[PRIX_Z]", Language.EN) == "[PRIX_Z]"
    assert {s.source for s in planned.sources(text, Language.EN)} == {"received"}


def test_a_discount_is_written_without_its_sign() -> None:
    deal = a_deal(Role.SELLER, fact(FactRole.THEIRS, share("-5"), received=True))
    planned = plan(deal, Role.SELLER)

    assert "-5" not in planned.put(planned.said[0].sentence, Language.FR)


@pytest.mark.parametrize(
    ("flag", "role", "move"),
    [
        (Flag.INDEX_CLAIMED, Role.BUYER, "ask_index"),
        (Flag.RIVAL_CLAIMED, Role.SELLER, "ask_like_for_like"),
        (Flag.DEADLINE_CLAIMED, Role.BUYER, "ask_deadline_reason"),
        (Flag.ULTIMATUM, Role.SELLER, "ask_what_stays_open"),
        (Flag.PRESCRIBER, Role.SELLER, "ask_prescriber"),
        (Flag.TRUST_HURT, Role.BUYER, "ask_what_happened"),
    ],
)
def test_the_situation_chooses_the_question(flag: Flag, role: Role, move: str) -> None:
    planned = plan(deal_for(role, flag), role)

    assert planned.questions[0].move.id == move
