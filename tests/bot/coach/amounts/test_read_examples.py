"""What people write, and the amounts in it: both languages, and near misses."""

from datetime import date
from decimal import Decimal

import pytest

from bot.coach.amounts import Kind, read
from knowledge.card import Language

FR, EN = Language.FR, Language.EN
TODAY = date(2026, 11, 24)
M, S, Q, D = Kind.MONEY, Kind.SHARE, Kind.QUANTITY, Kind.DURATION

Figure = tuple[str, Language | None, Kind, str, str, str]
"""A text, the language it is read in, then what is read: kind, value, unit, per."""

FIGURES: tuple[Figure, ...] = (
    ("0,42 € pièce", FR, M, "0.42", "EUR", "piece"),
    ("0,395 €", FR, M, "0.395", "EUR", ""),
    ("0,395 €", EN, M, "0.395", "EUR", ""),
    ("à 0,395", EN, M, "0.395", "", ""),
    ("1 234,50 EUR", FR, M, "1234.50", "EUR", ""),
    ("1\u202f234,50\u00a0€", FR, M, "1234.50", "EUR", ""),
    ("1 234,50 EUR", EN, M, "1234.50", "EUR", ""),
    ("1'200 CHF", FR, M, "1200", "CHF", ""),
    ("1’200 CHF", FR, M, "1200", "CHF", ""),
    ("CHF 1'200", EN, M, "1200", "CHF", ""),
    ("€1.2k", EN, M, "1200", "EUR", ""),
    ("12 k€", FR, M, "12000", "EUR", ""),
    ("12k€", FR, M, "12000", "EUR", ""),
    ("1,5 M€", FR, M, "1500000", "EUR", ""),
    ("1,5 million d'euros", FR, M, "1500000", "EUR", ""),
    ("€1.5m", EN, M, "1500000", "EUR", ""),
    ("$1,200", EN, M, "1200", "USD", ""),
    ("$1,200", FR, M, "1200", "USD", ""),
    ("£40", EN, M, "40", "GBP", ""),
    ("40 pounds", EN, M, "40", "GBP", ""),
    ("40 dollars", EN, M, "40", "USD", ""),
    ("€1,180/t", EN, M, "1180", "EUR", "t"),
    ("€1,180/t", FR, M, "1180", "EUR", "t"),
    ("€1,180/t", None, M, "1180", "EUR", "t"),
    ("1 180 €/t", FR, M, "1180", "EUR", "t"),
    ("1 180 € la tonne", FR, M, "1180", "EUR", "t"),
    ("12 € par mois", FR, M, "12", "EUR", "month"),
    ("€50 a unit", EN, M, "50", "EUR", "piece"),
    ("€0.42 each", EN, M, "0.42", "EUR", "piece"),
    ("I want 1,095", EN, M, "1095", "", ""),
    ("je veux 1,095", FR, M, "1.095", "", ""),
    ("je veux 1.180", FR, M, "1180", "", ""),
    ("I want 1.180", EN, M, "1.180", "", ""),
    ("1,180.50 €", FR, M, "1180.50", "EUR", ""),
    ("1.180,50 €", EN, M, "1180.50", "EUR", ""),
    ("can live with 1,130", EN, M, "1130", "", ""),
    ("can't go below 46", EN, M, "46", "", ""),
    ("descendre à 90", FR, M, "90", "", ""),
    ("jusqu'à 90", FR, M, "90", "", ""),
    ("up to 90", EN, M, "90", "", ""),
    ("onze cents euros", FR, M, "1100", "EUR", ""),
    ("onze cent trente euros", FR, M, "1130", "EUR", ""),
    ("mille deux cents euros", FR, M, "1200", "EUR", ""),
    ("un million d'euros", FR, M, "1000000", "EUR", ""),
    ("eleven hundred euros", EN, M, "1100", "EUR", ""),
    ("twelve hundred and fifty euros", EN, M, "1250", "EUR", ""),
    ("one point five million euros", EN, M, "1500000", "EUR", ""),
    ("one hundred and fifty thousand euros", EN, M, "150000", "EUR", ""),
    ("quatre-vingt-douze euros", FR, M, "92", "EUR", ""),
    ("quatre-vingts euros", FR, M, "80", "EUR", ""),
    ("quatre-vingt-dix-sept euros", FR, M, "97", "EUR", ""),
    ("soixante-dix euros", FR, M, "70", "EUR", ""),
    ("soixante et onze euros", FR, M, "71", "EUR", ""),
    ("septante euros", FR, M, "70", "EUR", ""),
    ("nonante-cinq euros", FR, M, "95", "EUR", ""),
    ("vingt et un euros", FR, M, "21", "EUR", ""),
    ("zéro virgule quarante-deux euro", FR, M, "0.42", "EUR", ""),
    ("deux cent mille euros", FR, M, "200000", "EUR", ""),
    ("ninety-nine euros", EN, M, "99", "EUR", ""),
    ("-8 %", FR, S, "-0.08", "", ""),
    ("−8\u00a0%", FR, S, "-0.08", "", ""),
    ("-15 %", FR, S, "-0.15", "", ""),
    ("8 %", FR, S, "0.08", "", ""),
    ("10% off", EN, S, "0.10", "", ""),
    ("eight percent", EN, S, "0.08", "", ""),
    ("dix pour cent", FR, S, "0.10", "", ""),
    ("2,5 %", FR, S, "0.025", "", ""),
    ("2.5%", EN, S, "0.025", "", ""),
    ("8 pourcent", FR, S, "0.08", "", ""),
    ("five per cent", EN, S, "0.05", "", ""),
    ("40 000 étuis", FR, Q, "40000", "étui", ""),
    ("40,000 sleeves", EN, Q, "40000", "sleeve", ""),
    ("600 t a year", EN, Q, "600", "t", "year"),
    ("600 t/an", FR, Q, "600", "t", "year"),
    ("600 tonnes par an", FR, Q, "600", "t", "year"),
    ("600t", EN, Q, "600", "t", ""),
    ("25 kg", FR, Q, "25", "kg", ""),
    ("200 licences", FR, Q, "200", "licence", ""),
    ("three licences", EN, Q, "3", "licence", ""),
    ("500 pièces", FR, Q, "500", "piece", ""),
    ("500 units", EN, Q, "500", "piece", ""),
    ("une pièce", FR, Q, "1", "piece", ""),
    ("30 utilisateurs", FR, Q, "30", "user", ""),
    ("1 200 MWh", FR, Q, "1200", "mwh", ""),
    ("12 mois", FR, D, "12", "month", ""),
    ("24 months", EN, D, "24", "month", ""),
    ("a 24-month contract", EN, D, "24", "month", ""),
    ("trente jours fin de mois", FR, D, "30", "day", ""),
    ("45 jours", FR, D, "45", "day", ""),
    ("45 jours fin de mois", FR, D, "45", "day", ""),
    ("net 45", EN, D, "45", "day", ""),
    ("net 30 days", EN, D, "30", "day", ""),
    ("dans 30 min", FR, D, "30", "minute", ""),
    ("in 30 minutes", EN, D, "30", "minute", ""),
    ("deux ans", FR, D, "2", "year", ""),
    ("two years", EN, D, "2", "year", ""),
    ("un mois", FR, D, "1", "month", ""),
    ("one week", EN, D, "1", "week", ""),
    ("3 semaines", FR, D, "3", "week", ""),
    ("un trimestre", FR, D, "1", "quarter", ""),
    ("deux heures", FR, D, "2", "hour", ""),
)

DAYS = (
    ("1er mars", date(2027, 3, 1)),
    ("1er mars 2027", date(2027, 3, 1)),
    ("1 March", date(2027, 3, 1)),
    ("from 1 March", date(2027, 3, 1)),
    ("March 1st", date(2027, 3, 1)),
    ("March 1st, 2028", date(2028, 3, 1)),
    ("12/03/2027", date(2027, 3, 12)),
    ("03/25/2027", date(2027, 3, 25)),
    ("2027-03-12", date(2027, 3, 12)),
    ("12.03.2027", date(2027, 3, 12)),
    ("mi-mars", date(2027, 3, 15)),
    ("fin juin", date(2027, 6, 30)),
    ("fin juin 2028", date(2028, 6, 30)),
    ("T3 2027", date(2027, 9, 30)),
    ("Q3", date(2027, 9, 30)),
    ("lundi prochain", date(2026, 11, 30)),
    ("next Monday", date(2026, 11, 30)),
    ("demain", date(2026, 11, 25)),
    ("tomorrow", date(2026, 11, 25)),
    ("le 3 décembre", date(2026, 12, 3)),
)

NOTHING = (
    "réf 4512", "réf. 4512", "n° 12", "appelez le 06 12 34 56 78", "+33 6 12 34 56 78",
    "marc.12@exemple.fr", "https://exemple.fr/12,50", "24/7", "la 5G", "ISO 9001", "Airbus A320",
    "un client", "une offre", "deux fois", "one of them", "1. Commencer", "2) puis écouter",
    "75002 Paris", "12 rue de la Paix", "à 15h30", "at 3 pm", "la facture 20231", "31/02/2027",
    "", "...", "€", "%", "-", "pour cent", "et", "12 and",
)  # fmt: skip


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_figure_is_read_with_its_unit(row: Figure) -> None:
    text, language, kind, value, unit, per = row

    amounts = read(text, language, TODAY)

    assert [(a.kind, a.value, a.unit, a.per) for a in amounts] == [
        (kind, Decimal(value), unit, per)
    ]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read_against_today(text: str, day: date, language: Language) -> None:
    amounts = read(text, language, TODAY)

    assert [(a.kind, a.day) for a in amounts] == [(Kind.DATE, day)]


@pytest.mark.parametrize("language", [None, *Language])
@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_amount_is_left_alone(text: str, language: Language | None) -> None:
    assert read(text, language, TODAY) == ()


@pytest.mark.parametrize("text", ["80-90 €", "entre 80 et 90 €", "80 à 90 €", "80 – 90 €"])
def test_both_ends_of_a_range_have_its_unit(text: str) -> None:
    amounts = read(text, FR, TODAY)

    assert [(a.value, a.unit) for a in amounts] == [(Decimal(80), "EUR"), (Decimal(90), "EUR")]


def test_a_range_of_shares_is_two_shares() -> None:
    amounts = read("entre 10 et 15 %", FR, TODAY)

    assert [(a.kind, a.value) for a in amounts] == [(S, Decimal("0.1")), (S, Decimal("0.15"))]


@pytest.mark.parametrize("text", ["environ 90 €", "about €90", "~90 €", "around €90", "à 90ish"])
def test_a_rough_figure_says_so(text: str) -> None:
    (amount,) = read(text, None, TODAY)

    assert amount.value == 90
    assert amount.approximate


def test_a_clear_price_settles_what_a_lone_comma_means() -> None:
    text = "We move to €1,180/t. Je veux 1,095, je peux vivre avec 1,130."

    amounts = read(text, None, TODAY)

    assert [a.value for a in amounts] == [1180, 1095, 1130]
