"""Numbers spelt out in French and English, and other ways of writing their digits."""

from decimal import Decimal

from knowledge.card import Language

_FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf"
)
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_FR, _EN = _FRENCH.split(), _ENGLISH.split()
_TENS = {
    Language.FR: "- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt",
    Language.EN: "- - twenty thirty forty fifty sixty seventy eighty ninety",
}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def spelt(number: int, language: Language) -> str:
    """Return a whole number below a million in words: "mille cent trente", "eleven hundred"."""
    return _french(number) if language is Language.FR else _english(number)


def price_spelt(value: Decimal, currency: tuple[str, str], language: Language) -> str:
    """Return a price in words; `currency` holds the word for it and for its hundredth."""
    whole, cents = int(value), int(value * 100) % 100
    if not whole:
        return f"{spelt(cents, language)} {currency[1]}"
    name = currency[0]
    if whole == 1 and language is Language.EN:
        name = name.removesuffix("s")
    tail = f" {spelt(cents, language)}" if cents else ""
    return f"{spelt(whole, language)} {name}{tail}"


def digit_words(digits: str, language: Language) -> list[str]:
    """Return the name of each digit."""
    return [spelt(int(digit), language) for digit in digits]


def roman(number: int) -> str:
    """Return a number in roman numerals."""
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written, number = written + sign, number - value
    return written


def _french(number: int) -> str:
    if number >= 1000:  # noqa: PLR2004
        thousands, rest = divmod(number, 1000)
        head = "mille" if thousands == 1 else f"{_before_mille(thousands)} mille"
        return f"{head} {_french(rest)}" if rest else head
    if number >= 100:  # noqa: PLR2004
        hundreds, rest = divmod(number, 100)
        head = "cent" if hundreds == 1 else f"{_FR[hundreds]} cent"
        return f"{head} {_french(rest)}" if rest else head + "s" * (hundreds > 1)
    if number < len(_FR):
        return _FR[number]
    ten, unit = divmod(number, 10)
    tens = _TENS[Language.FR].split()[ten]
    if ten in (7, 9):
        unit += 10
    if not unit:
        return tens + "s" * (ten == 8)  # noqa: PLR2004
    link = " et " if unit in (1, 11) and ten < 8 else "-"  # noqa: PLR2004
    return f"{tens}{link}{_FR[unit]}"


def _before_mille(thousands: int) -> str:
    """Return a count of thousands: "deux cents" loses its s before "mille"."""
    spelt_out = _french(thousands)
    plural = spelt_out.endswith(("vingts", "cents"))
    return spelt_out[:-1] if plural else spelt_out


def _english(number: int) -> str:
    if number >= 1000 and not (number < 2000 and number % 1000 >= 100):  # noqa: PLR2004
        thousands, rest = divmod(number, 1000)
        head = f"{_english(thousands)} thousand"
        return f"{head} {_english(rest)}" if rest else head
    if number >= 100:  # noqa: PLR2004
        hundreds, rest = divmod(number, 100)
        head = f"{_EN[hundreds]} hundred"
        return f"{head} and {_english(rest)}" if rest else head
    if number < len(_EN):
        return _EN[number]
    ten, unit = divmod(number, 10)
    tens = _TENS[Language.EN].split()[ten]
    return f"{tens}-{_EN[unit]}" if unit else tens
