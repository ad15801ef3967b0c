"""Digits that are no amounts: addresses, telephone numbers, references, times of day, years.

Every pattern begins at a place that the one before cannot share, or is bounded, so that a text of
any sort is read in a time that grows with its length only.
"""

import re
from functools import lru_cache

from bot.coach.amounts import units

_REFERENCE = "|".join(units.REFERENCES)
_NOUN = "|".join(units.REFERENCE_NOUNS)
_YEAR = r"(?:19[89]|20[0-4])\d"
_GROUPS = r"(?:[ \u00a0\u202f]\d{3}){0,3}[ \u00a0\u202f]?"
_NO_UNIT = rf"(?![\w]|[.,]\d|{_GROUPS}(?:[€$£%]|{units.CURRENCY}|{units.SHARE}))"
# "on nous facture 18 400 €" names a price, though « facture 18400 » names a bill.
_NO_PRICE = (
    rf"(?!(?:[ \u00a0\u202f]\d{{3}}){{1,3}}(?:[.,]\d{{1,4}})?[ \u00a0\u202f]?(?:{units.CURRENCY}))"
)
_NO_PLURAL = r"(?![ \u00a0\u202f][^\W\d_]{2,30}[sx]\b)"
_ANY_CASE = re.compile(
    "|".join(
        (
            r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+",
            r"https?://\S+|www\.\S+",
            r"(?<![\w.-])[\w-]{1,63}\.(?:com|fr|org|net|io|eu|co\.uk|de|ch|be)\b(?:/\S*)?",
            # telephone numbers: +33 6 12 34 56 78, 06 12 34 56 78, 020 7946 0958, (415) 555-0132
            rf"(?<!\d)\+(?>\d[\d .()-]{{7,18}}\d){_NO_UNIT}",
            r"\b0\d(?:[ .-]\d{2}){4}\b|\b0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}\b",
            r"(?<!\d)(?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4}(?!\d)",
            r"\b(?:siret|siren|iban|rcs|ean|gtin|tva|vat)\s?:?\s?(?:[A-Z]{2})?(?>\d[\d ]{6,30}\d)",
            # references and names; "Covid-19", "AX-40", "ISO 14001 et 9001"
            r"\biso\s?\d{4,5}(?::\d{4})?(?:(?:,\s|\s(?:et|and|&)\s)\d{4,5})+\b",
            rf"(?<!\w)(?:{_REFERENCE})\s?[:#]?\s?[A-Z]{{0,3}}(?>[-\d./]{{0,30}}\d){_NO_UNIT}{_NO_PRICE}",
            # somebody's boss, a day after another
            r"\bN[+-]\d\b",
            rf"(?<!\w)(?:{_NOUN})\s?[:#]?\s?(?>\d+){_NO_UNIT}{_NO_PLURAL}",
            r"(?:(?<=[^\W\d_]{2})|(?<=\b[^\W\d_]))-\d+(?!\d)",
            r"(?<=\d):\d+",
            # 24/7, times of day, numbered lists
            r"(?<![\w/.,])\d{1,9}/\d{1,9}(?![\w/])",
            r"\b\d{1,2}\s?[:hH]\s?\d{2}\b",
            r"\b(?:à|at|vers|dès|by|around|before|after|avant|après)\s\d{1,2}\s?(?:h|am|pm)\b",
            r"\b\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)",
            r"(?m:^[ \t]{0,8}\d{1,2}[.)][ \t])",
            # years: "depuis 2019", "from 2019 to 2024"
            r"\b(?:depuis|since|en|in|année|year|exercice|dès|until|d['’]ici|courant|fin|début|by|mi"
            rf"|end\sof|tarifs?|catalogue|millésime|edition|édition|copyright|©)[\s-]{_YEAR}{_NO_UNIT}",
            rf"\b(?:de|from|entre|between)\s{_YEAR}\s(?:à|to|et|and)\s{_YEAR}{_NO_UNIT}",
            rf"\b(?:de|of|from)\s20[0-2]\d{_NO_UNIT}(?!\s(?:à|to)\s\d){_NO_PLURAL}",
            # how long ago: « il y a deux ans » is no term of a contract
            r"\bil\sy\sa\s(?:environ\s|presque\s|plus\sde\s)?(?:\d{1,3}|\w{2,12})\s(?:ans?|années?|mois"
            r"|semaines?|jours?|heures?)\b",
            r"\b(?:\d{1,3}|\w{2,12})\s(?:years?|months?|weeks?|days?|hours?)\sago\b",
            # street addresses
            r"\b\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:rue|avenue|av\.|bd|boulevard|quai|chemin|allée"
            r"|impasse|place)\b",
            r"\b\d{1,4}\s[A-Z]\w{1,20}\s(?:street|st|road|rd|avenue|lane|square)\b",
        )
    ),
    re.IGNORECASE,
)
# Capitals tell a town ("69003 Lyon", "75008 PARIS") and a network ("5G") from a quantity.
_OWN_CASE = re.compile(
    r"\b\d{5}\s(?=[A-ZÀ-Ý])(?!(?:EUR|USD|GBP|CHF|Euros?|HT|TTC)\b)|\b[2-6]G\b|\b[1-9]D\b"
)


# The guard reads one draft in three languages, and what is no amount is so in all of them. A few
# texts are enough for that, and no more of anybody's words stays in memory.
@lru_cache(maxsize=4)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where digits stand that are no amounts, in order of place."""
    found = [*_ANY_CASE.finditer(text), *_OWN_CASE.finditer(text)]
    return tuple(sorted(match.span() for match in found))
