"""What every draft must pass before anyone sees it as ready.

A check is a function named as its code in the ethics contract; it yields what it found. The guard
is the second lock: the first is that the model never sees a private figure.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.coach import language as tongue
from bot.coach import tactics
from bot.coach.amounts import Amount, Kind, digits_in, read, same_figure
from bot.coach.answer import Finding, Zone
from bot.coach.deal import Deal, FactRole, Flag
from bot.coach.plan import TOKEN
from bot.texts import say
from knowledge.card import Language, Role

MOST_WORDS = 120
_NEAR = Decimal("0.015")
"""A price this close to a private one (as a share of it) is that price, rounded."""

_SAME = Decimal("0.001")
"""How far a figure worked out from a private share may be rounded and still tell it."""

_ANY_DAY = date(2000, 1, 1)
_CARD = re.compile(r"\[?\b(?P<id>[A-E]\d{2})\b\]?")
_TU = re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b|\bt['’](?=[aeiouyh])", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-zà-ÿ,;:] )[A-ZÀ-Ý][\w&’'-]{2,}")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a draft is checked against: the deal, the figures that may be said, the cards read."""

    deal: Deal
    allowed: tuple[Amount, ...]
    cards: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks found; a draft passes when it is empty."""

    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Return whether nothing was found."""
        return not self.findings

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of what was found."""
        return frozenset(finding.code for finding in self.findings)


Check = Callable[[str, Case], Iterator[Finding]]


def secret_leak(draft: str, case: Case) -> Iterator[Finding]:
    """Find a private figure in digits, words or rounded, as a total, a difference or a share."""
    figures = _readings(draft)
    for secret in _secrets(case):
        for figure in figures:
            if _tells(figure, secret, case):
                yield _finding("secret_leak", figure.text, case)
                break
        else:
            if any(_numeral(run) == secret.value for run in digits_in(draft)):
                yield _finding("secret_leak", "", case)
    for name in _private_names(case.deal):
        if re.search(rf"\b{re.escape(name)}\b", draft, re.IGNORECASE):
            yield _finding("secret_leak", name, case)


def unsupported_number(draft: str, case: Case) -> Iterator[Finding]:
    """Find a figure that stands in none of: the user's words, the message, the calculation."""
    amounts = read(draft, case.deal.draft_language, case.deal.today)
    allowed = (*case.allowed, *case.deal.open_amounts)
    for amount in amounts:
        if not any(same_figure(amount, known) for known in allowed):
            yield _finding("unsupported_number", amount.text, case)
    # What the grammar does not read as an amount ("ISO 9001") must stand in open words.
    rest = _without(draft, amounts)
    known_runs = set(digits_in(_open_words(case.deal)))
    for run in digits_in(rest):
        if run not in known_runs and not _CARD.search(_around(rest, run)):
            yield _finding("unsupported_number", run, case)


def wrong_language(draft: str, case: Case) -> Iterator[Finding]:
    """Find another language than the one asked for, and `tu` where the draft says `vous`."""
    wanted = case.deal.draft_language
    seen = tongue.detect(draft)
    if (seen is not None and seen is not wanted) or tongue.other_language(draft):
        yield _finding("wrong_language", draft[:60], case)
    elif wanted is Language.FR and _TU.search(draft):
        yield _finding("wrong_language", _first(_TU, draft), case)


def wrong_role(draft: str, case: Case) -> Iterator[Finding]:
    """Find a sentence that only the other chair could write."""
    pattern = _OTHER_CHAIR.get(case.deal.role) if case.deal.role else None
    if pattern and pattern.search(draft):
        yield _finding("wrong_role", _first(pattern, draft), case)


def unknown_citation(draft: str, case: Case) -> Iterator[Finding]:
    """Find the id of a card that was not read for this answer."""
    for cited in _CARD.finditer(draft):
        if cited["id"] not in case.cards and cited["id"] not in case.deal.own_words:
            yield _finding("unknown_citation", cited["id"], case)


def forbidden_tactic(draft: str, case: Case) -> Iterator[Finding]:
    """Find a tactic of the forbidden zone, by its pattern and the facts of the deal."""
    for found in tactics.read_draft(draft, case.deal.language):
        if not _backed(found.code, case.deal):
            yield found


def unfilled_token(draft: str, case: Case) -> Iterator[Finding]:
    """Find a token that nothing was put in for."""
    for token in TOKEN.findall(draft):
        yield _finding("unfilled_token", token, case)


def too_long(draft: str, case: Case) -> Iterator[Finding]:
    """Find a draft above 120 words: nobody reads it between two meetings."""
    if len(draft.split()) > MOST_WORDS:
        yield _finding("too_long", "", case)


CHECKS: tuple[Check, ...] = (
    secret_leak,
    unsupported_number,
    wrong_language,
    wrong_role,
    unknown_citation,
    forbidden_tactic,
    unfilled_token,
    too_long,
)


def review(draft: str, case: Case) -> Verdict:
    """Run every check on a text for the counterpart and keep what each one found."""
    return Verdict(tuple(finding for check in CHECKS for finding in check(draft, case)))


def _finding(code: str, quote: str, case: Case) -> Finding:
    return Finding(
        code=code,
        zone=Zone.FORBIDDEN,
        quote=quote,
        principles=("P10",),
        cards=(),
        why=say(f"guard.{code}", case.deal.language),
        honest_version="",
    )


def _readings(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a text under every reading: "1.095" is a price in both languages."""
    readings: list[Amount] = []
    for language in (None, *Language):
        for amount in read(text, language, _ANY_DAY):
            if amount not in readings:
                readings.append(amount)
    return tuple(readings)


def _secrets(case: Case) -> list[Amount]:
    """Return the private figures that the counterpart did not name themselves."""
    theirs = [f.amount for f in case.deal.facts if f.received]
    return [
        secret
        for secret in case.deal.private_amounts
        if not any(same_figure(secret, known) for known in theirs)
    ]


def _tells(figure: Amount, secret: Amount, case: Case) -> bool:
    if same_figure(figure, secret) or (_values_match(figure, secret)):
        return True
    if any(same_figure(figure, known) for known in (*case.allowed, *case.deal.open_amounts)):
        return False
    if secret.kind is Kind.SHARE:
        return _from_share(figure, secret, case.deal)
    return secret.kind is Kind.MONEY and _derived(figure, secret, case.deal)


def _values_match(figure: Amount, secret: Amount) -> bool:
    """Tell whether a figure shows a secret's numeral under another unit ("1130 dollars")."""
    priced = (Kind.MONEY, Kind.QUANTITY)
    return figure.kind in priced and secret.kind in priced and figure.value == secret.value


def _derived(figure: Amount, secret: Amount, deal: Deal) -> bool:
    """Tell whether a figure gives a private price away: rounded, as a total, a gap or a share."""
    known = [a.value for a in deal.open_amounts if a.kind is Kind.MONEY and a.value]
    if figure.kind is Kind.SHARE:
        return any(
            abs(abs(secret.value - k) / k - abs(figure.value)) < Decimal("0.0005") for k in known
        )
    if figure.kind is not Kind.MONEY or not secret.value:
        return False
    if abs(figure.value - secret.value) <= abs(secret.value) * _NEAR:
        return True
    volume = deal.figure(FactRole.VOLUME, Kind.QUANTITY)
    total = secret.value * volume.value if volume else None
    return figure.value == total or any(figure.value == abs(secret.value - k) for k in known)


def _from_share(figure: Amount, secret: Amount, deal: Deal) -> bool:
    """Tell whether a price is a known one less a private share, or that share of it."""
    if figure.kind is not Kind.MONEY:
        return False
    known = [a.value for a in deal.open_amounts if a.kind is Kind.MONEY]
    told = [value for k in known for value in (k * (1 - abs(secret.value)), k * abs(secret.value))]
    return any(abs(figure.value - value) <= abs(value) * _SAME for value in told)


def _private_names(deal: Deal) -> set[str]:
    """Return the names that stand in private notes only: a plan B has one."""
    spoken = f"{_open_words(deal)} {deal.name} {deal.firm}"
    names = {name for note in deal.private_notes for name in _NAME.findall(note)}
    return {name for name in names if name.casefold() not in spoken.casefold()}


def _open_words(deal: Deal) -> str:
    return " ".join((*deal.open_notes, deal.received))


def _backed(code: str, deal: Deal) -> bool:
    """Tell whether the user's own open words make a claim that the draft may repeat."""
    flag = {
        "rival_offer": Flag.RIVAL_CLAIMED,
        "deadline": Flag.DEADLINE_CLAIMED,
        "limit_claim": Flag.BUDGET_CLAIMED,
    }.get(code)
    return flag in deal.flags and not any(f.tainted for f in deal.facts)


def _numeral(run: str) -> Decimal | None:
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", run).replace(",", ".").rstrip(".")
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _without(text: str, amounts: Iterable[Amount]) -> str:
    for amount in sorted(amounts, key=lambda a: a.start, reverse=True):
        text = text[: amount.start] + " " * (amount.end - amount.start) + text[amount.end :]
    return text


def _around(text: str, run: str) -> str:
    at = text.find(run)
    return text[max(0, at - 1) : at + len(run)]


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
