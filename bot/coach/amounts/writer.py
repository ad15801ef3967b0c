"""Writes amounts as each language's typography wants them."""

from decimal import Decimal

from bot.coach.amounts import units
from bot.coach.amounts.dates import MONTHS
from bot.coach.amounts.kinds import Amount, Kind
from knowledge.card import Language

_NARROW, _NO_BREAK = "\u202f", "\u00a0"
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF"}
_FR_UNITS = {
    "minute": "minute", "hour": "heure", "day": "jour", "week": "semaine", "month": "mois",
    "quarter": "trimestre", "year": "an", "piece": "pièce", "licence": "licence",
    "user": "utilisateur", "pallet": "palette", "m2": "m²", "m3": "m³", "mwh": "MWh", "kwh": "kWh",
    "sqft": "sq ft", "night": "nuit",
}  # fmt: skip
_EN_UNITS = {"piece": "unit", "m2": "m²", "m3": "m³", "mwh": "MWh", "kwh": "kWh", "sqft": "sq ft"}
_SYMBOLS = frozenset(["t", "kg", "g", "m", "m²", "m³", "km", "l", "MWh", "kWh", "sq ft"])
_ENDS_PLURAL = ("s", "x", "z")
# French counts zero and one and a half in the singular, English only one.
_FIRST_PLURAL = {Language.FR: 2, Language.EN: 0}
_MONTH_NAMES = {
    Language.FR: list(MONTHS)[:12],
    Language.EN: [name.capitalize() for name in list(MONTHS)[12:24]],
}


def write(amount: Amount, language: Language) -> str:
    """Return an amount as text: « 1 180 €/t » and "€1,180/t", « 8 % » and "8%"."""
    if amount.kind is Kind.DATE:
        return _day(amount, language)
    if amount.kind is Kind.MONEY:
        return _money(amount, language)
    if amount.kind is Kind.SHARE:
        number = _number(amount.value * 100, language)
        return f"{number}{_NO_BREAK}%" if language is Language.FR else f"{number}%"
    unit = _unit(amount.unit, amount.value, language)
    counted = f"{_number(amount.value, language)}{_NO_BREAK}{unit}".rstrip()
    return counted + _per_time(amount.per, language)


def _money(amount: Amount, language: Language) -> str:
    number = _number(amount.value, language, least_decimals=2 if amount.value % 1 else 0)
    sign = _SIGNS.get(amount.unit, amount.unit)
    if not sign:
        text = number
    elif language is Language.FR:
        text = f"{number}{_NO_BREAK}{sign}"
    else:
        minus, digits = ("-", number[1:]) if amount.value < 0 else ("", number)
        text = f"{minus}{sign}{_NO_BREAK if sign == 'CHF' else ''}{digits}"
    return text + _per(amount.per, language)


def _per(per: str, language: Language) -> str:
    if not per:
        return ""
    if per == "piece":
        return " pièce" if language is Language.FR else " each"
    return f"/{_unit(per, Decimal(1), language)}"


def _per_time(per: str, language: Language) -> str:
    if not per:
        return ""
    unit = _unit(per, Decimal(1), language)
    return f" par {unit}" if language is Language.FR else f" a {unit}"


def _unit(unit: str, count: Decimal, language: Language) -> str:
    word = (_FR_UNITS if language is Language.FR else _EN_UNITS).get(unit, unit)
    if word in _SYMBOLS or not word or word in units.IRREGULAR or word.endswith(_ENDS_PLURAL):
        return word
    many = abs(count) >= _FIRST_PLURAL[language] and abs(count) != 1
    return word + "s" if many else word


def _number(value: Decimal, language: Language, *, least_decimals: int = 0) -> str:
    plain = f"{value.normalize():,f}"
    whole, _, decimals = plain.partition(".")
    decimals = decimals.ljust(least_decimals, "0")
    if language is Language.FR:
        whole = whole.replace(",", _NARROW)
        return f"{whole},{decimals}" if decimals else whole
    return f"{whole}.{decimals}" if decimals else whole


def _day(amount: Amount, language: Language) -> str:
    day = amount.day
    if day is None:
        return amount.text
    month = _MONTH_NAMES[language][day.month - 1]
    first = "1er" if language is Language.FR and day.day == 1 else str(day.day)
    return f"{first}{_NO_BREAK}{month} {day.year}"
