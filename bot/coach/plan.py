"""Decides by code what will be said: which moves, in which order, with which figures.

A plan holds no private figure. Figures appear in its sentences as tokens such as [PRIX_A]; the
same tokens go to the model, and code puts the figures in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.coach import calculator
from bot.coach.amounts import Amount, Kind, same_figure, write
from bot.coach.answer import SourcedAmount, Tone, Want
from bot.coach.deal import Deal, Fact, FactRole, Flag
from bot.coach.moves import MOVES, SAID, Move, Slot, fits, specificity
from bot.texts import say
from knowledge.card import Language, Role

TOKEN = re.compile(r"\[[A-ZÉ]+(?:_[A-Z])?\]")
_STEMS = {
    Kind.MONEY: {Language.FR: "PRIX", Language.EN: "PRICE"},
    Kind.SHARE: {Language.FR: "PART", Language.EN: "SHARE"},
    Kind.QUANTITY: {Language.FR: "VOLUME", Language.EN: "VOLUME"},
    Kind.DURATION: {Language.FR: "DUREE", Language.EN: "TERM"},
    Kind.DATE: {Language.FR: "DATE", Language.EN: "DATE"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that may be said: its name in the moves, its token, its value, its source."""

    name: str
    token: str
    amount: Amount
    source: str


@dataclass(frozen=True, slots=True)
class Block:
    """A move with its sentence, figures as tokens."""

    move: Move
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What will be said and advised. `said` is the draft, in order; the rest is for the brief."""

    deal: Deal
    role: Role
    figures: tuple[Figure, ...]
    said: tuple[Block, ...]
    questions: tuple[Block, ...]
    trade: Block
    interests: tuple[Block, ...]
    pressure: Block
    asides: tuple[Block, ...]

    @property
    def cards(self) -> tuple[str, ...]:
        """Return the ids of the cards behind the draft and the pressure, most telling first."""
        blocks = (self.trade, *self.said, self.pressure)
        return tuple(dict.fromkeys(block.move.card for block in blocks))

    def put(self, sentence: str, language: Language) -> str:
        """Return the sentence with every token replaced by its figure, written in `language`."""
        by_token = {figure.token: figure for figure in self.figures}

        def figure_of(token: re.Match[str]) -> str:
            figure = by_token.get(token[0])
            return _written(figure.amount, language) if figure else token[0]

        return TOKEN.sub(figure_of, sentence)

    def sources(self, text: str, language: Language) -> tuple[SourcedAmount, ...]:
        """Return the plan's figures that stand in `text`, with where each comes from."""
        written = ((_written(f.amount, language), f.source) for f in self.figures)
        return tuple(SourcedAmount(w, source) for w, source in written if w in text)


def plan(deal: Deal, role: Role) -> Plan:
    """Choose moves and figures for a deal, seen from `role`.

    Sentences to be said are in the draft's language, advice is in the user's.
    """
    if deal.want is Want.PREP:
        deal = replace(deal, flags=deal.flags | {Flag.CALL_SOON})
    figures = _figures(deal, role)
    ours, theirs = deal.language, deal.draft_language
    questions = _best(Slot.QUESTION, deal, role, figures)
    offers = _best(Slot.OFFER, deal, role, figures)
    said = tuple(
        _block(_best(slot, deal, role, figures)[0], figures, theirs)
        for slot in SAID
        if deal.tone is not Tone.SHORTER or slot in (Slot.QUESTION, Slot.OFFER)
    )
    return Plan(
        deal=deal,
        role=role,
        figures=figures,
        said=said,
        questions=tuple(_block(move, figures, ours) for move in questions[:3]),
        trade=_block(offers[0], figures, ours),
        interests=_blocks(Slot.INTEREST, 2, deal, role, figures),
        pressure=_blocks(Slot.PRESSURE, 1, deal, role, figures)[0],
        asides=_blocks(Slot.ASIDE, 1, deal, role, figures),
    )


def _blocks(
    slot: Slot, most: int, deal: Deal, role: Role, figures: tuple[Figure, ...]
) -> tuple[Block, ...]:
    found = _best(slot, deal, role, figures)[:most]
    return tuple(_block(move, figures, deal.language) for move in found)


def _best(slot: Slot, deal: Deal, role: Role, figures: Iterable[Figure]) -> list[Move]:
    names = frozenset(figure.name for figure in figures)
    fitting = [
        move
        for move in MOVES
        if move.slot is slot and fits(move, role, deal.tone, flags=deal.flags, figures=names)
    ]
    # `sorted` is stable: moves that are equally specific keep the table's order.
    return sorted(fitting, key=lambda move: specificity(move, deal.tone), reverse=True)


def _block(move: Move, figures: Iterable[Figure], language: Language) -> Block:
    tokens = {figure.name: figure.token for figure in figures}
    return Block(move, say(f"moves.{move.id}", language, **tokens))


def _figures(deal: Deal, role: Role) -> tuple[Figure, ...]:
    found: list[tuple[str, Amount, str]] = []
    found += _said(deal, "their_price", FactRole.THEIRS, Kind.MONEY)
    found += _said(deal, "their_share", FactRole.THEIRS, Kind.SHARE)
    found += _said(deal, "our_price", FactRole.OURS, Kind.MONEY)
    if role is Role.SELLER and not deal.figure(FactRole.OURS, Kind.MONEY):
        found += _said(deal, "our_price", FactRole.CURRENT, Kind.MONEY)
    found += _said(deal, "our_share", FactRole.OURS, Kind.SHARE)
    found += _said(deal, "volume", FactRole.VOLUME, Kind.QUANTITY)
    term = _said(deal, "term", FactRole.TERM, Kind.DURATION)
    found += term
    if role is Role.SELLER:
        computed = {
            "offer_price": calculator.offer_price(deal),
            "offer_share": calculator.offer_share(deal),
            "longer_term": calculator.longer_term(term[0][1]) if term else None,
        }
        found += [(name, amount, "calculator") for name, amount in computed.items() if amount]
    safe = [row for row in found if not _is_secret(row[1], deal)]
    return tuple(_named(safe, deal.draft_language))


def _said(deal: Deal, name: str, role: FactRole, kind: Kind) -> list[tuple[str, Amount, str]]:
    facts = [f for f in deal.facts_as(role) if f.amount.kind is kind and not f.private]
    return [(name, facts[-1].amount, _source(facts[-1]))] if facts else []


def _source(fact: Fact) -> str:
    return "received" if fact.received else "user"


def _is_secret(amount: Amount, deal: Deal) -> bool:
    return any(same_figure(amount, secret) for secret in deal.private_amounts)


def _named(rows: list[tuple[str, Amount, str]], language: Language) -> Iterable[Figure]:
    counts: dict[str, int] = {}
    for name, amount, source in rows:
        stem = _STEMS[amount.kind][language]
        letter = chr(ord("A") + counts.get(stem, 0))
        counts[stem] = counts.get(stem, 0) + 1
        token = f"[{stem}_{letter}]"
        yield Figure(name=name, token=token, amount=amount, source=source)


def _written(amount: Amount, language: Language) -> str:
    # A quantity keeps the user's own words for what is counted: code does not decline nouns.
    if amount.kind is Kind.QUANTITY and amount.text:
        return amount.text
    # "Lower by 5 %": the words around a share say its direction, so its sign is left out.
    return write(replace(amount, value=abs(amount.value)), language)
