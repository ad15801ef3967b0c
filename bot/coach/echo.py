"""The one line that tells the user what was understood, private facts marked."""

import textwrap

from bot.coach.amounts import Kind, write
from bot.coach.answer import Part, PartKind
from bot.coach.deal import Deal, Fact, FactRole
from bot.texts import say

_SHOWN = (
    FactRole.OURS,
    FactRole.CURRENT,
    FactRole.THEIRS,
    FactRole.VOLUME,
    FactRole.TERM,
    FactRole.PAYMENT,
    FactRole.TARGET,
    FactRole.BUDGET,
    FactRole.COST,
    FactRole.WALK_AWAY,
    FactRole.OTHER,
)
_MOST = 9
_MOST_CHARACTERS = 60


def open_facts(deal: Deal) -> tuple[str, ...]:
    """Return what may be said, as the echo names it."""
    return _labelled(deal, private=False)


def private_facts(deal: Deal) -> tuple[str, ...]:
    """Return what stays with the user: figures with their meaning, then private sentences."""
    figures = _labelled(deal, private=True)
    held = [f.amount.text for f in deal.facts if f.private and f.amount.text]
    notes = [n for n in deal.private_notes if not any(text in n for text in held)]
    return (*figures, *notes)


def echo(deal: Deal) -> Part:
    """Return the echo: chair, counterpart, open facts, then private ones behind a lock."""
    language = deal.language
    who = [say(f"coach.role_{deal.role}", language)] if deal.role else []
    names = [name for name in (deal.name, deal.firm) if name]
    private = [say("coach.locked", language, fact=fact) for fact in _short(private_facts(deal))]
    line = " · ".join([*who, *names, *open_facts(deal)[:_MOST], *private])
    return Part(
        kind=PartKind.ECHO,
        title="",
        lines=(say("coach.understood", language, line=line or say("coach.little", language)),),
    )


def _short(facts: tuple[str, ...]) -> list[str]:
    return [textwrap.shorten(fact, _MOST_CHARACTERS, placeholder="…") for fact in facts]


def _labelled(deal: Deal, *, private: bool) -> tuple[str, ...]:
    found = [
        fact
        for role in _SHOWN
        for fact in deal.facts
        if fact.role is role and fact.private is private and not fact.tainted
    ]
    return tuple(dict.fromkeys(_label(fact, deal) for fact in found))


def _label(fact: Fact, deal: Deal) -> str:
    amount = fact.amount
    same_words = amount.kind is Kind.QUANTITY and amount.text
    written = amount.text if same_words else write(amount, deal.language)
    return say(f"coach.fact_{fact.role}", deal.language, amount=written)
