"""`python -m knowledge list` and `show`: the shelf as a table, and one card as a page."""

import textwrap
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table

from knowledge.card import Card, Language, Role, Stage
from knowledge.check import PRINCIPLES
from knowledge.sentences import say

FEW = 5
"""A principle with fewer cards than this has few."""

_SITUATIONS = 8
"""Situations of a card that `show` prints: the others say the same in other words."""
_WIDEST = 96
"""Longer lines are hard to read, however wide the terminal is."""


def print_table(cards: tuple[Card, ...], language: Language, out: Console) -> None:
    """Print how many of `cards` there are by principle and stage, and which have few."""
    shown = Table(box=None, show_footer=True, header_style="bold", footer_style="bold")
    shown.add_column(say("list_principle", language), say("list_cards", language))
    for stage in Stage:
        name = say(f"list_stage_{stage}", language)
        shown.add_column(name, _count(cards, stage), justify="right", no_wrap=True)
    shown.add_column(say("list_all", language), str(len(cards)), justify="right", no_wrap=True)
    for code in PRINCIPLES:
        own = tuple(card for card in cards if code in card.principles)
        counts = (_count(own, stage) for stage in Stage)
        shown.add_row(_principle(code, language), *counts, str(len(own)))
    out.print(shown)
    out.print()
    for sentence in (say("list_note", language), _few(cards, language)):
        _print(sentence, out)


def print_titles(cards: tuple[Card, ...], language: Language, out: Console) -> None:
    """Print one line a card, never cut: its id, its stage and its title."""
    for card in cards:
        stage = say(f"stage_{card.stage}", language)
        out.print(f"{card.id}  {stage:10}  {card.title}", soft_wrap=True)


def print_card(card: Card, out: Console) -> None:
    """Print all that the card holds, in its own language."""
    language = card.language
    _print(f"{card.id}  {card.title}", out, style="bold", hang="     ")
    for line in _facts(card):
        _print(line, out, style="dim", hang="  ")
    for paragraph in card.body.split("\n\n"):
        out.print()
        for line in paragraph.splitlines():
            _print(line, out, hang="  " if line.startswith("- ") else "")
    if card.phrase:
        out.print()
        for line in card.phrase.splitlines():
            _print(line, out, style="italic", lead="> ", hang="> ")
    for name, lines, shown in (
        ("sources", card.sources, len(card.sources)),
        ("situations", card.situations, _SITUATIONS),
    ):
        out.print()
        _print(say(f"show_{name}", language, count=len(lines)), out, style="bold")
        for line in lines[:shown]:
            _print(line, out, lead="- ", hang="  ")


def _facts(card: Card) -> Iterator[str]:
    language = card.language
    roles = ", ".join(say(f"role_{role}", language) for role in Role if role in card.roles)
    yield f"{say(f'stage_{card.stage}', language)} · {roles}"
    yield ", ".join(_principle(code, language) for code in card.principles)
    yield say(f"status_{card.status}", language)
    if card.legal_date:
        yield say("show_dated", language, date=card.legal_date)


def _print(text: str, out: Console, *, style: str = "", lead: str = "", hang: str = "") -> None:
    """Print `text` in lines that fit. textwrap keeps no-break spaces whole, rich does not."""
    lines = textwrap.wrap(
        text,
        min(out.width, _WIDEST),
        initial_indent=lead,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    out.print("\n".join(lines), style=style, soft_wrap=True)


def _principle(code: str, language: Language) -> str:
    return f"{code} {say(f'principle_{code}', language)}"


def _count(cards: Iterable[Card], stage: Stage) -> str:
    return str(sum(card.stage == stage for card in cards) or "·")


def _few(cards: tuple[Card, ...], language: Language) -> str:
    few = [code for code in PRINCIPLES if sum(code in card.principles for card in cards) < FEW]
    if not few:
        return say("list_enough", language, least=FEW)
    named = ", ".join(_principle(code, language) for code in few)
    return say("list_few", language, least=FEW, principles=named)
