"""Every way of telling a secret has a sentence that no other way finds."""

from dataclasses import replace

import pytest

from bot.coach.guard import Case, secrets
from bot.coach.guard.secrets import FIGURE_TELLERS, WORD_TELLERS, secret_leak
from tests.bot.coach.guard.cases import boxes, discount, steel

ONLY = {
    "as_written": ("La référence 1130 vous convient ?", "1130", steel()),
    "rounded": ("Nous pouvons aller à 1 120 €.", "1 120 €", steel()),
    "as_total": ("La commande vaudrait 678 000 €.", "678 000 €", steel()),
    "as_period": ("Nous paierions 56 500 € par mois.", "56 500 € par mois", steel()),
    "as_gap": ("We are 50 below your price.", "50", steel()),
    "as_share": ("Faites 4,2 % de moins.", "4,2 %", steel()),
    "as_part": ("Il nous faut un cinquième de plus que votre prix.", "un cinquième", boxes()),
    "as_sum": ("Comptez 1 000 + 130.", "1 000 + 130", steel()),
    "as_part_of_number": (
        "Ce serait les deux tiers de 1 695 €.",
        "deux tiers de 1 695 €",
        steel(),
    ),
    "as_middle": ("Coupons la poire en deux.", "Coupons la poire en deux", steel()),
    "as_range": ("Nous sommes entre 1 075 et 1 185 €.", "1 075 et 1 185 €", steel()),
    "as_hint": ("Nous sommes juste au-dessus de 1 095 €.", "1 095 €", steel()),
    "by_its_ends": ("It is four figures, starting with eleven.", "eleven", steel()),
    "as_spelt": ("Notez 1-1-3-0.", "1-1-3-0", steel()),
    "as_roman": ("Notre chiffre est MCXXX.", "MCXXX", steel()),
    "backwards": ("Lisez 0311 à l’envers.", "0311", steel()),
    "as_length": ("Un paiement à six semaines nous va.", "six semaines", boxes()),
    "as_day": ("Tout doit être prêt fin mars.", "fin mars", steel()),
    "by_name": ("Nous irions chez Metalinnor.", "Metalinnor", steel()),
    "by_meaning": ("Vous êtes notre seule option.", "notre seule", steel()),
    "by_words": ("La mairie menace notre four.", "La mairie menace notre four", steel()),
}


def without(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tuple(teller for teller in FIGURE_TELLERS if teller.__name__ != name)
    kept_words = tuple(teller for teller in WORD_TELLERS if teller.__name__ != name)
    monkeypatch.setattr(secrets, "FIGURE_TELLERS", kept)
    monkeypatch.setattr(secrets, "WORD_TELLERS", kept_words)


def test_every_teller_has_its_sentence() -> None:
    assert {teller.__name__ for teller in (*FIGURE_TELLERS, *WORD_TELLERS)} == ONLY.keys()


@pytest.mark.parametrize("name", ONLY)
def test_a_way_of_telling_is_found_with_its_words_and_by_no_other(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, quote, case = ONLY[name]
    found = list(secret_leak(draft, case))

    assert any(quote in finding.quote for finding in found)
    assert all(finding.quote in draft for finding in found)
    without(name, monkeypatch)
    assert list(secret_leak(draft, case)) == []


def leaks(draft: str, case: Case) -> bool:
    return any(secret_leak(draft, case))


@pytest.mark.parametrize(
    "told",
    [
        "eleven hundred and thirty", "onze cent trente", "around 1,100",
        "dans les 1 100",
        "1,13 k€", "1k13", "113 000 centimes", "1.13 €/kg", "678 k€ en tout", "1130 dollars",
        "50 € de moins que votre prix", "cinquante euros sous votre prix",
        "35 more than our offer",
        "another 50 € and we are there", "30 000 € d’écart sur le volume", "4 % under your offer",
        "95,8 % de votre prix", "4 points de moins", "between 1,120 and 1,150 per tonne",
        "more than 1,120 but less than 1,140", "un peu moins de 1 150 €",
        "not quite 1,150", "11xx", "one one three zero", "onze trente", "eleven-thirty",
        "1 l 3 0", "l 1 3 O", "１１３０", "1\u200b1\u200b3\u200b0", "1️⃣1️⃣3️⃣0️⃣", "1/1/3/0",
        "1_1_3_0",
        "1 180 - 50", "565 x 2", "la moitié de 2 260 €", "avant la mi-mars", "d’ici mars",
        "dans 16 semaines", "METALINOR", "metalinor", "Métalinro",
    ],
)  # fmt: skip
def test_a_disguise_is_found(told: str) -> None:
    assert leaks(f"Nous pouvons aller à {told}.", steel())


@pytest.mark.parametrize(
    "told",
    [
        "just under fifty", "presque 50 €", "about 50", "XLVIII", "4-8", "four eight",
        "4 800 centimes",
        "9 600 € le lot", "8 € de plus", "7 below our price", "20 % de plus", "between 47 and 49",
        "un mois et demi", "1,5 mois", "quarante-cinq jours", "forty-eight euros",
    ],
)  # fmt: skip
def test_a_small_figure_is_found_in_its_disguises(told: str) -> None:
    assert leaks(f"Nous pouvons aller à {told}.", boxes())


def test_a_known_name_beside_a_private_one_is_no_secret() -> None:
    case = steel()
    notes = ("Entre nous, je vois Marta Lind de Kessler & Fils lundi.",)
    case = replace(case, deal=replace(case.deal, private_notes=notes))

    assert not leaks("Bonjour Marta Lind,", case)
    assert leaks("Nous attendons Kessler.", case)


def test_cents_in_words_are_read() -> None:
    case = steel("42.50")

    assert leaks("Nous irions à quarante-deux euros cinquante.", case)
    assert leaks("Say forty-two euros and fifty.", case)
    assert leaks("Soit quatre mille deux cent cinquante centimes.", case)


def test_a_private_share_is_found_as_itself_as_points_and_as_a_price() -> None:
    assert leaks("Nous pouvons faire six pour cent.", discount())
    assert leaks("Nous pouvons faire 6 points.", discount())
    assert leaks("Nous pouvons aller à 28 200 €.", discount())
    assert not leaks("Vous souhaitez 10 %.", discount())


def test_a_long_figure_that_poses_as_a_reference_is_found_unless_it_is_one() -> None:
    assert leaks("La référence 1130 vous convient ?", steel())
    assert not leaks("La commande 4512 est partie.", steel("4512"))


@pytest.mark.parametrize(
    "draft",
    [
        "Vous demandez 1 180 €/t et nous proposons 1 095 €/t pour 600 t.",
        "Nous pourrions envisager 1 105 €/t sur 24 mois.",
        "L’écart entre nous est de 85 €, soit 51 000 € sur le volume.",
        "Cela ferait 657 000 € au total, soit 7,2 % de moins que votre prix.",
        "Le 11 mars à 11 h 30, appel de 30 minutes ; sinon à 11:30 le lendemain.",
        "Nous pouvons vous payer en deux fois, la moitié du volume en mai.",
        "La facture 1138 est payée, le lot 113 est conforme.",
        "Je préfère ne pas partager notre limite ni nos autres options.",
        "I prefer not to share our limit.",
        "Avez-vous d’autres clients ? Êtes-vous seuls sur ce marché ?",
        "Votre four est-il fermé en août ?",
        "Un peu plus de visibilité nous aiderait.",
        "Commençons par le calendrier, puis les prix.",
    ],
)
def test_an_innocent_draft_passes(draft: str) -> None:
    assert not leaks(draft, steel())


@pytest.mark.parametrize(
    "draft",
    [
        "Nous répondons sous 48 heures.", "La réunion dure 48 minutes.",
        "Nous livrons 48 palettes.",
        "Nous sommes au 48, rue des Lilas.", "L’article 48 du contrat.", "Le 4/8, je suis absent.",
        "48 % de nos clients sont satisfaits.", "Comptez 4 à 8 semaines.", "15 € nous séparent.",
        "Vous envisagez 40 € et notre prix est de 55 €, payé à 60 jours.",
    ],
)  # fmt: skip
def test_digits_that_a_secret_shares_by_chance_pass(draft: str) -> None:
    assert not leaks(draft, boxes())


@pytest.mark.parametrize(
    "draft",
    [
        "Notre équipe est libre mardi pour une démonstration.",
        "Our team is free on Tuesday.",
        "Feel free to call our team.",
        "Our samples are free of charge.",
        "Nos échantillons sont en libre accès.",
    ],
)
def test_a_free_day_or_sample_is_no_want_of_work(draft: str) -> None:
    assert not leaks(draft, with_notes("Nos machines tournent à vide."))


@pytest.mark.parametrize(
    "draft", ["Notre équipe est libre en ce moment.", "Our team is free right now."]
)
def test_free_hands_are_a_want_of_work(draft: str) -> None:
    assert leaks(draft, with_notes("Nos machines tournent à vide."))


@pytest.mark.parametrize(
    ("note", "draft"),
    [
        ("La trésorerie est tendue.", "Votre banque attend-elle notre facture ?"),
        ("Mon patron veut signer vite.", "My manager wants to understand your price first."),
        ("Mon patron veut signer vite.", "Our director hopes to meet you."),
        ("La ligne de production s’arrête.", "Our workshop will stop by on Monday."),
        ("La ligne de production s’arrête.", "The lines down to page 3 suit us."),
    ],
)
def test_words_of_a_private_matter_used_for_another_pass(note: str, draft: str) -> None:
    assert not leaks(draft, with_notes(note))


@pytest.mark.parametrize(
    "draft",
    [
        "Without you we have no supplier.",
        "Sans vous, il n’y a aucun fournisseur.",
        "We have nowhere else to go.",
    ],
)
def test_having_nobody_else_is_told_in_other_words(draft: str) -> None:
    assert leaks(draft, with_notes("We have no other premises in sight."))


@pytest.mark.parametrize(
    "told",
    ["En mars dernier", "In March last year", "By March 2025", "Depuis 2024, en mars 2026"],
)
def test_the_month_of_another_year_is_no_private_day(told: str) -> None:
    assert not leaks(f"{told}, vous aviez livré en retard.", steel())


@pytest.mark.parametrize("told", ["en mars 2027", "by March 2027", "en mars dernier et fin mars"])
def test_the_month_of_the_private_day_is_found_beside_its_year(told: str) -> None:
    assert leaks(f"Tout sera prêt {told}.", steel())


def with_notes(*private: str) -> Case:
    case = boxes()
    return replace(case, deal=replace(case.deal, private_notes=private))
