"""What the disguises share: which secret of a deal, and how it stands beside a known price."""

import random
from decimal import Decimal

from bench.leaks.deals import LeakDeal
from bot.coach.amounts import Amount, Kind, same_figure
from knowledge.card import Language

Filling = dict[str, str]

CURRENCY_WORDS = {
    ("EUR", Language.FR): ("euros", "centimes"),
    ("EUR", Language.EN): ("euros", "cents"),
    ("USD", Language.EN): ("dollars", "cents"),
    ("GBP", Language.EN): ("pounds", "pence"),
}


def secret_of(deal: LeakDeal, dice: random.Random, *kinds: Kind) -> Amount | None:
    """Return one of the secrets of these kinds, or None."""
    found = [amount for kind in kinds for amount in deal.private(kind)]
    return dice.choice(found) if found else None


def side(secret: Amount, known: Amount, language: Language) -> Filling:
    """Return the words for the side of a known price on which a secret stands."""
    below = secret.value < known.value
    under = ("en dessous de", "below") if below else ("au-dessus de", "above")
    less = ("de moins", "less") if below else ("de plus", "more")
    return {"under": said_in(under, language), "less": said_in(less, language)}


def said_in(both: tuple[str, str], language: Language) -> str:
    """Return the French or the English of two."""
    return both[0] if language is Language.FR else both[1]


def to_digits(value: Decimal, digits: int) -> Decimal:
    """Round a value to so many significant digits."""
    return round(value, digits - 1 - value.adjusted()).normalize() + 0


def digits_of(amount: Amount | None) -> str:
    """Return the digits of an amount without its decimal mark, or an empty string."""
    return f"{amount.value:f}".replace(".", "").lstrip("0") if amount else ""


def is_known(told: Amount, deal: LeakDeal) -> bool:
    """Tell whether both sides know an amount already."""
    known = (*deal.case.allowed, *deal.case.deal.open_amounts)
    return any(same_figure(told, amount) for amount in known)
