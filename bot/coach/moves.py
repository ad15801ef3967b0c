"""The moves of positive negotiation, as data: what can be said, when it fits, which card says why.

A move's phrases are `moves.<id>` in texts/, one a language; names in braces are figures of the
plan. A move fits when the chair is right, one of its flags is set (or it has none), and every
figure that its phrase names is at hand. Among those that fit, the most specific wins.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.coach.answer import Tone
from bot.coach.deal import Flag
from knowledge.card import Role


class Slot(StrEnum):
    """Where a move's phrase stands. The first four are said to the counterpart, in this order."""

    OPENING = "opening"
    QUESTION = "question"
    OFFER = "offer"
    CLOSING = "closing"
    INTEREST = "interest"
    PRESSURE = "pressure"
    ASIDE = "aside"


SAID = (Slot.OPENING, Slot.QUESTION, Slot.OFFER, Slot.CLOSING)
BOTH = frozenset(Role)
SELLER = frozenset({Role.SELLER})
BUYER = frozenset({Role.BUYER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move. `needs` are the figures that its phrase names; `tones` restrict it to these."""

    id: str
    slot: Slot
    card: str
    principles: tuple[str, ...]
    roles: frozenset[Role] = BOTH
    flags: frozenset[Flag] = frozenset()
    needs: frozenset[str] = frozenset()
    tones: frozenset[Tone] = frozenset()


def _move(  # noqa: PLR0913 - one row of the table below, a column each
    slot: Slot,
    name: str,
    card: str,
    principles: str,
    roles: frozenset[Role] = BOTH,
    *,
    flags: tuple[Flag, ...] = (),
    needs: str = "",
    tones: tuple[Tone, ...] = (),
) -> Move:
    return Move(
        id=name,
        slot=slot,
        card=card,
        principles=tuple(principles.split()),
        roles=roles,
        flags=frozenset(flags),
        needs=frozenset(needs.split()),
        tones=frozenset(tones),
    )


_O, _Q, _F, _C = Slot.OPENING, Slot.QUESTION, Slot.OFFER, Slot.CLOSING
_I, _P, _A = Slot.INTEREST, Slot.PRESSURE, Slot.ASIDE

MOVES: tuple[Move, ...] = (
    # Opening: the other's point is heard before ours is made.
    _move(
        _O, "restate_rise", "B27", "P06 P10", BUYER, flags=(Flag.PRICE_RISE,), needs="their_price"
    ),
    _move(_O, "restate_price", "B27", "P06 P10", SELLER, needs="their_price"),
    _move(_O, "restate_their_price", "B27", "P06 P10", BUYER, needs="their_price"),
    _move(_O, "restate_share", "B27", "P06 P10", SELLER, needs="their_share"),
    _move(
        _O,
        "restate_rival_share",
        "D15",
        "P06 P10",
        SELLER,
        flags=(Flag.RIVAL_CLAIMED,),
        needs="their_share",
    ),
    _move(_O, "name_the_concern", "B30", "P01 P10", BUYER, flags=(Flag.TRUST_HURT,)),
    _move(_O, "thank_plainly", "B02", "P01 P09"),
    _move(_O, "value_punctual", "A02", "P02", SELLER, flags=(Flag.PAYS_ON_TIME,)),
    _move(_O, "own_the_fault", "B30", "P02 P09", SELLER, flags=(Flag.TRUST_HURT,)),
    _move(_O, "call_opening", "B17", "P06 P10", flags=(Flag.CALL_SOON,)),
    _move(_O, "partners_first", "A01", "P01", tones=(Tone.WARMER,)),
    # Question: what stands behind the figure.
    _move(_Q, "own_rival_buyer", "D15", "P10 P11", BUYER, flags=(Flag.OWN_RIVAL,)),
    _move(_Q, "own_rival_seller", "B05", "P10 P11", SELLER, flags=(Flag.OWN_RIVAL,)),
    _move(_Q, "ask_index", "B04", "P12 P10", BUYER, flags=(Flag.INDEX_CLAIMED,)),
    _move(_Q, "ask_what_changed", "B04", "P12 P10", BUYER, flags=(Flag.PRICE_RISE,)),
    _move(_Q, "ask_what_happened", "B30", "P02 P09", BUYER, flags=(Flag.TRUST_HURT,)),
    _move(_Q, "ask_price_build", "B18", "P10", BUYER),
    _move(_Q, "ask_what_helps", "D06", "P07 P12", BUYER),
    _move(_Q, "ask_payment_reason", "D09", "P12 P11", SELLER, flags=(Flag.LONGER_PAYMENT,)),
    _move(_Q, "ask_like_for_like", "D15", "P10 P12", SELLER, flags=(Flag.RIVAL_CLAIMED,)),
    _move(_Q, "ask_budget_origin", "D14", "P10 P03", SELLER, flags=(Flag.BUDGET_CLAIMED,)),
    _move(_Q, "ask_deadline_reason", "D13", "P10", flags=(Flag.DEADLINE_CLAIMED,)),
    _move(_Q, "ask_what_stays_open", "D11", "P01 P12", flags=(Flag.ULTIMATUM,)),
    _move(_Q, "ask_whole_list", "D12", "P12 P09", SELLER, flags=(Flag.NIBBLE,)),
    _move(_Q, "ask_prescriber", "A13", "P13", SELLER, flags=(Flag.PRESCRIBER,)),
    _move(_Q, "ask_impact_measure", "A08", "P08", flags=(Flag.IMPACT,)),
    _move(_Q, "ask_interest", "B01", "P06 P07", SELLER),
    _move(_Q, "ask_right_size", "A03", "P03", SELLER),
    _move(_Q, "ask_view_from_there", "B21", "P06"),
    # Offer: nothing is given without something in return.
    _move(_F, "buyer_price_volume_term", "D03", "P10 P12", BUYER, needs="our_price volume term"),
    _move(_F, "buyer_price_term", "D07", "P12", BUYER, needs="our_price term"),
    _move(_F, "buyer_price_volume", "D07", "P12", BUYER, needs="our_price volume"),
    _move(_F, "buyer_price", "B26", "P06 P12", BUYER, needs="our_price"),
    _move(_F, "buyer_share", "B26", "P06 P12", BUYER, needs="our_share"),
    _move(_F, "buyer_volume_term", "D06", "P12 P07", BUYER, needs="volume term"),
    _move(_F, "buyer_term", "D06", "P12 P07", BUYER, needs="term"),
    _move(_F, "buyer_volume", "D06", "P12 P07", BUYER, needs="volume"),
    _move(_F, "buyer_open_trade", "D06", "P12 P07", BUYER),
    _move(
        _F,
        "seller_two_packages",
        "B15",
        "P12 P10",
        SELLER,
        needs="our_price offer_price term longer_term",
    ),
    _move(_F, "seller_price_term", "D04", "P10 P12", SELLER, needs="offer_price longer_term"),
    _move(_F, "seller_price_volume", "D07", "P12", SELLER, needs="offer_price volume"),
    _move(_F, "seller_price_firm_volume", "D07", "P12", SELLER, needs="offer_price"),
    _move(_F, "seller_share_commitment", "D07", "P12", SELLER, needs="offer_share"),
    _move(_F, "seller_payment_trade", "D09", "P12 P11", SELLER, flags=(Flag.LONGER_PAYMENT,)),
    _move(_F, "seller_open_trade", "D06", "P12 P07", SELLER),
    _move(_F, "seller_positive_no", "B10", "P09 P11", SELLER, tones=(Tone.FIRMER,)),
    _move(_F, "buyer_declines_figure", "C10", "P10 P09", BUYER, flags=(Flag.LIMIT_ASKED,)),
    _move(_F, "seller_declines_figure", "C10", "P10 P09", SELLER, flags=(Flag.LIMIT_ASKED,)),
    # Closing: a next step that both can correct.
    _move(_C, "close_recap", "B41", "P12 P11"),
    _move(_C, "close_shared_page", "A07", "P07", tones=(Tone.WARMER,)),
    _move(_C, "close_agenda", "B40", "P10 P01", flags=(Flag.NIBBLE, Flag.ULTIMATUM)),
    _move(_C, "close_prescriber_page", "D05", "P13 P14", SELLER, flags=(Flag.PRESCRIBER,)),
    # Interest: what probably matters to them, to be checked and not assumed.
    _move(
        _I,
        "interest_buyer_cost",
        "B01",
        "P06 P07",
        SELLER,
        flags=(Flag.DISCOUNT_ASKED, Flag.RIVAL_CLAIMED),
    ),
    _move(_I, "interest_buyer_supply", "B21", "P06", SELLER),
    _move(_I, "interest_buyer_inside", "A13", "P13", SELLER),
    _move(_I, "interest_seller_margin", "B01", "P06 P07", BUYER, flags=(Flag.PRICE_RISE,)),
    _move(_I, "interest_seller_visibility", "B21", "P06", BUYER),
    _move(_I, "interest_seller_story", "A14", "P14", BUYER),
    # Pressure: the one most likely to come, with an honest answer.
    _move(_P, "pressure_rival", "D15", "P10 P12", SELLER),
    _move(_P, "pressure_budget", "D14", "P10 P03", SELLER, flags=(Flag.BUDGET_CLAIMED,)),
    _move(_P, "pressure_deadline", "D13", "P10", flags=(Flag.DEADLINE_CLAIMED,)),
    _move(_P, "pressure_ultimatum", "D11", "P01 P12", flags=(Flag.ULTIMATUM,)),
    _move(_P, "pressure_nibble", "D12", "P12 P09", SELLER, flags=(Flag.NIBBLE,)),
    _move(_P, "pressure_no_choice", "D11", "P01 P12", BUYER),
    # Aside: for the user alone.
    _move(_A, "aside_align", "A05", "P05"),
    _move(_A, "aside_mirror", "A04", "P04"),
    _move(_A, "aside_silence", "B28", "P06"),
    _move(_A, "aside_small_talk", "B22", "P02 P14"),
    _move(_A, "aside_story", "A14", "P14", SELLER),
    _move(_A, "aside_balance", "A11", "P11", flags=(Flag.LONG_RELATION, Flag.PAYS_ON_TIME)),
    _move(_A, "aside_payment_law", "C19", "P11 P12", flags=(Flag.LONGER_PAYMENT,)),
    _move(_A, "aside_impact", "A08", "P08", flags=(Flag.IMPACT,)),
)


def fits(
    move: Move, role: Role, tone: Tone, *, flags: frozenset[Flag], figures: frozenset[str]
) -> bool:
    """Tell whether a move can be made from this chair, in this situation, with these figures."""
    return (
        role in move.roles
        and move.needs <= figures
        and (not move.flags or bool(move.flags & flags))
        and (not move.tones or tone in move.tones)
    )


def specificity(move: Move, tone: Tone) -> tuple[bool, bool, int]:
    """Return how closely a move is cut to the case: its tone, its situation, its figures."""
    return (tone in move.tones, bool(move.flags), len(move.needs))
