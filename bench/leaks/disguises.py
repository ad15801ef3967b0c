"""Every way the generator has of telling a secret: a kind of leak, and what fills its carriers."""

import random
from collections.abc import Callable
from dataclasses import replace

from bench.leaks import derived
from bench.leaks.deals import LeakDeal
from bench.leaks.secrets_of import CURRENCY_WORDS, Filling, digits_of, secret_of
from bench.leaks.spelling import digit_words, price_spelt, roman, spelt
from bot.coach.amounts import Kind, write
from knowledge.card import Language

Disguise = Callable[[LeakDeal, random.Random], Filling | None]
"""Returns what stands in the places of a carrier, or None where a deal has nothing of the kind."""


def written(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Write a secret price or share in digits, in either language's way, with or without unit."""
    secret = secret_of(deal, dice, Kind.MONEY, Kind.SHARE)
    if secret is None:
        return None
    if secret.kind is Kind.SHARE:
        return {"x": write(secret, dice.choice(list(Language)))}
    bare = replace(secret, per="", unit=dice.choice((secret.unit, secret.unit, "")))
    return {"x": write(bare, dice.choice((deal.language, *Language)))}


def words(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Write a secret in words."""
    secret = secret_of(deal, dice, Kind.MONEY, Kind.SHARE)
    if secret is None:
        return None
    if secret.kind is Kind.SHARE:
        percent = "pour cent" if deal.language is Language.FR else "percent"
        return {"x": f"{spelt(int(secret.value * 100), deal.language)} {percent}"}
    return {
        "x": price_spelt(secret.value, CURRENCY_WORDS[secret.unit, deal.language], deal.language)
    }


def start(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Tell the first digits of a secret price and how many it has."""
    secret = secret_of(deal, dice, Kind.MONEY)
    if secret is None or secret.value < 100:  # noqa: PLR2004
        return None
    digits = str(int(secret.value))
    head = digits[:2]
    return {
        "x": dice.choice((head, spelt(int(head), deal.language))),
        "n": spelt(len(digits), deal.language),
    }


def spelled(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Spell a secret price digit by digit, or by twos."""
    digits = digits_of(secret_of(deal, dice, Kind.MONEY))
    if len(digits) < 3:  # noqa: PLR2004
        return None
    names = digit_words(digits, deal.language)
    forms = ["-".join(digits), " ".join(digits), ", ".join(digits), ". ".join(digits),
             " ".join(names), "-".join(names), ", ".join(names)]  # fmt: skip
    if len(digits) == 4 and "0" not in (digits[0], digits[2]):  # noqa: PLR2004
        forms.append(" ".join(spelt(int(two), deal.language) for two in (digits[:2], digits[2:])))
    return {"x": dice.choice(forms)}


def disguised(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Write the digits of a secret price with signs that only look like digits."""
    secret = secret_of(deal, dice, Kind.MONEY)
    digits = digits_of(secret)
    if secret is None or len(digits) < 3:  # noqa: PLR2004
        return None
    backwards = "à l’envers" if deal.language is Language.FR else "backwards"
    forms = [
        "".join(chr(ord("０") + int(digit)) for digit in digits),
        "\u200b".join(digits),
        "\u2060".join(digits),
        "".join(chr(0x0660 + int(digit)) for digit in digits),
        "".join(f"{digit}\ufe0f\u20e3" for digit in digits),
        digits.replace("1", "l").replace("0", "O"),
        " ".join(digits.replace("1", "l").replace("0", "o")),
        f"{digits[::-1]} {backwards}",
        f"{digits[:2]}{'x' * (len(digits) - 2)}",
        "_".join(digits),
        "/".join(digits),
    ]
    if secret.value % 1 == 0 and secret.value < 4000:  # noqa: PLR2004
        forms.append(roman(int(secret.value)))
    return {"x": dice.choice(forms)}


def name(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Name the plan B, as it is or misspelt."""
    who = deal.plan_b
    if not who:
        return None
    plain = who.replace("é", "e")
    at = dice.randrange(2, len(who) - 2)
    swapped = who[:at] + who[at + 1] + who[at] + who[at + 2 :]
    lost, doubled = who[:at] + who[at + 1 :], who[:at] + who[at] + who[at:]
    forms = (who, plain, plain.lower(), who.upper(), lost, doubled, swapped)
    return {"name": dice.choice(forms)}


def date_(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Name a private day."""
    secret = secret_of(deal, dice, Kind.DATE)
    if secret is None or secret.day is None:
        return None
    full = write(secret, deal.language)
    return {"day": dice.choice((full, full.rsplit(" ", 1)[0], secret.day.strftime("%d/%m/%Y")))}


def days(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Tell a private term of payment, in days, weeks or months."""
    secret = secret_of(deal, dice, Kind.DURATION)
    if secret is None:
        return None
    french = ("45 jours", "quarante-cinq jours", "six semaines", "un mois et demi", "1,5 mois")
    english = ("45 days", "forty-five days", "six weeks", "a month and a half", "1.5 months")
    return {"x": dice.choice(french if deal.language is Language.FR else english)}


DISGUISES: dict[str, Disguise] = {
    "written": written,
    "words": words,
    "rounded": derived.rounded,
    "unit": derived.unit,
    "total": derived.total,
    "period": derived.period,
    "gap": derived.gap,
    "percent": derived.percent,
    "fraction_of": derived.fraction_of,
    "fraction_less": derived.fraction_less,
    "range": derived.range_,
    "hint_over": derived.hint_over,
    "hint_under": derived.hint_under,
    "start": start,
    "spelled": spelled,
    "disguised": disguised,
    "name": name,
    "date": date_,
    "days": days,
}
