"""How a draft is written: its language, its chair, its length, and nothing left unfilled."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.coach import language as tongue
from bot.coach.answer import Finding
from bot.coach.guard.case import Case, finding
from bot.coach.plan import TOKEN
from bot.texts import say
from knowledge.card import Language, Role
from knowledge.tactics import Zone

MOST_WORDS = 120
_CARD = re.compile(r"\[?\b(?P<id>[A-E]\d{2})\b\]?")
# "le ton de votre message" is a tone
_TU = re.compile(
    r"\b(?:tu|te|toi|(?<!le )(?<!du )(?<!un )(?<!ce )ton|ta|tes)\b|\bt['’](?=[aeiouyh])",
    re.IGNORECASE,
)
_VOUS = re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE)
_OTHER_CHAIR = {
    Role.BUYER: re.compile(
        r"nous devons (?:augmenter|relever)|notre (?:hausse|tarif|prix de vente)"
        r"|our price increase"
        r"|we (?:have|need) to (?:raise|increase) (?:our|the) price|as your supplier"
        r"|en tant que (?:votre )?fournisseur|notre offre commerciale",
        re.IGNORECASE,
    ),
    Role.SELLER: re.compile(
        r"votre (?:hausse|tarif fournisseur|devis)|your (?:price increase|quote)|as your (?:buyer"
        r"|customer)|en tant qu['’]acheteur|nous (?:vous )?ach[èe]t(?:ons|erons)"
        r"|(?:we|i) (?:will|can|would) (?:buy|purchase)",
        re.IGNORECASE,
    ),
}


def wrong_language(draft: str, case: Case) -> Iterator[Finding]:
    """Find another language than the one asked for, and `tu` where the draft says `vous`."""
    wanted = case.deal.draft_language
    seen = tongue.detect(draft)
    if (seen is not None and seen is not wanted) or tongue.other_language(draft):
        yield finding("wrong_language", draft[:60], case)
    elif wanted is Language.FR and _TU.search(draft):
        yield finding("wrong_language", _first(_TU, draft), case)


def mixed_address(draft: str, case: Case) -> Iterator[Finding]:
    """Find `tu` and `vous` in one message of the user's own: worth a look, and no fault."""
    if case.deal.draft_language is Language.FR and _TU.search(draft) and _VOUS.search(draft):
        found = finding("wrong_language", _first(_TU, draft), case)
        yield replace(found, zone=Zone.FINE, why=say("check.two_addresses", case.deal.language))


def wrong_role(draft: str, case: Case) -> Iterator[Finding]:
    """Find a sentence that only the other chair could write."""
    pattern = _OTHER_CHAIR.get(case.deal.role) if case.deal.role else None
    if pattern and pattern.search(draft):
        yield finding("wrong_role", _first(pattern, draft), case)


def unknown_citation(draft: str, case: Case) -> Iterator[Finding]:
    """Find the id of a card that was not read for this answer."""
    for cited in _CARD.finditer(draft):
        if cited["id"] not in case.cards and cited["id"] not in case.deal.own_words:
            yield finding("unknown_citation", cited["id"], case)


def unfilled_token(draft: str, case: Case) -> Iterator[Finding]:
    """Find a token that nothing was put in for."""
    for token in TOKEN.findall(draft):
        yield finding("unfilled_token", token, case)


def too_long(draft: str, case: Case) -> Iterator[Finding]:
    """Find a draft above 120 words: nobody reads it between two meetings."""
    if len(draft.split()) > MOST_WORDS:
        yield finding("too_long", "", case)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
