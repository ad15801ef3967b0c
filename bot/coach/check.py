"""Use case: the user's own message, before it is sent: what it shows, and an honest rewrite."""

from bot.coach.answer import Answer, Finding, Part, PartKind, Want
from bot.coach.deal import Deal
from bot.coach.echo import open_facts, private_facts
from bot.coach.guard.case import Case, called
from bot.coach.guard.secrets import secret_leak
from bot.coach.guard.wording import mixed_address
from bot.coach.tactics import TacticReader, findings
from bot.coach.understand.facts import sentences
from bot.texts import say
from knowledge.card import Language
from knowledge.tactics import SECRET, Direction, Zone, worst

_SHOWN = 4
_MOST_ROUNDS = 6


def examine(
    text: str, direction: Direction, deal: Deal, reader: TacticReader
) -> tuple[Finding, ...]:
    """Return what a text shows, the worst first; blocks for as long as embedding it takes.

    A draft is also checked against the private facts of `deal`. Its figures are the user's own
    words and need no other source.
    """
    known = (*deal.open_notes, *deal.private_notes)
    seen = reader.read(text, direction, known)
    who = deal.name or deal.firm
    found = findings(seen, text, deal.language, direction=direction, who=who)
    if direction is not Direction.DRAFT:
        return found
    case = Case(deal=deal, allowed=())
    return (*secret_leak(text, case), *found, *mixed_address(text, case))


def zone_of(found: tuple[Finding, ...]) -> Zone:
    """Return the zone of a text: the worst of what was found in it."""
    return worst(finding.zone for finding in found)


def check(deal: Deal, text: str, reader: TacticReader) -> Answer:
    """Return what a message that is about to be sent shows, and how to say it honestly."""
    found = examine(text, Direction.DRAFT, deal, reader)
    parts = [_summary(found, deal.language)]
    parts += [_shown(one, deal.language) for one in found[:_SHOWN]]
    rewritten = _without_leaks(rewrite(text, found, deal.draft_language), deal)
    if rewritten:
        title = say("check.rewrite", deal.language)
        parts.append(Part(kind=PartKind.DRAFT, title=title, lines=tuple(rewritten.splitlines())))
    cards = tuple(dict.fromkeys(card for one in found for card in one.cards[:1]))
    return Answer(
        want=Want.CHECK,
        role=deal.role,
        language=deal.language,
        parts=tuple(parts),
        draft=rewritten or None,
        findings=found,
        citations=cards[:3],
        understood_open=open_facts(deal),
        understood_private=private_facts(deal),
    )


def rewrite(text: str, found: tuple[Finding, ...], language: Language) -> str:
    """Return the text with each sentence that shows something said honestly; "" where none does.

    The rest of the text stays as the user wrote it.
    """
    changed = text
    for one in found:
        if one.zone is not Zone.FINE and one.quote:
            changed = _replaced(changed, one.quote, _honest(one, language))
    return "" if changed == text else changed


def _without_leaks(text: str, deal: Deal) -> str:
    """Return a rewrite in which no leak is left, however often it stood there; else ""."""
    for _ in range(_MOST_ROUNDS):
        leaks = tuple(secret_leak(text, Case(deal=deal, allowed=())))
        if not leaks:
            return text
        text = rewrite(text, leaks, deal.draft_language)
    return ""


def _honest(found: Finding, language: Language) -> str:
    if found.code == SECRET.code:
        return say("check.keep_private", language)
    return say(f"tactics.{found.code}_honest", language)


def _replaced(text: str, quote: str, honest: str) -> str:
    """Replace every sentence that holds a part of the quote by one honest sentence, once."""
    at = text.find(quote)
    if at < 0:
        return text
    touched = [place for place in _places(text) if place[0] < at + len(quote) and place[1] > at]
    if not touched:
        return text
    kept = "" if honest in text else honest
    return (text[: touched[0][0]] + kept + text[touched[-1][1] :]).strip()


def _places(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, without the spaces around it."""
    return [
        (start + len(said) - len(said.lstrip()), start + len(said.rstrip()))
        for start, said in sentences(text)
    ]


def _summary(found: tuple[Finding, ...], language: Language) -> Part:
    zone = zone_of(found)
    count = sum(one.zone is not Zone.FINE for one in found)
    name = "check.clear" if not count else f"check.{zone}_{'one' if count == 1 else 'many'}"
    line = say(name, language, count=count)
    return Part(kind=PartKind.NOTICE, title="", lines=(line,))


def _shown(found: Finding, language: Language) -> Part:
    title = called(found.code, language)
    quote = say("check.quote", language, quote=found.quote) if found.quote else ""
    lines = tuple(filter(None, (quote, found.why)))
    return Part(kind=PartKind.SECTION, title=title[:1].upper() + title[1:], lines=lines)
