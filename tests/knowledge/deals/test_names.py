import tracemalloc

import pytest

from knowledge.deals.names import Names, sound_of

COUNTERPARTS = (
    "Fonderie Lemaire (Hugues Lemaire)",
    "Lemercier Plasturgie (Sylvie Lemercier)",
    "Transports Dupond (Régis Dupond)",
    "Usinage Dupont & Fils",
    "Électro-Sud",
    "Northwind Logistics (Priya Raman)",
    "Aciéries du Rhin",
    "",
)
NAMES = Names(COUNTERPARTS, {"planning", "remise", "marge"})


def named(text: str) -> set[str]:
    return {COUNTERPARTS[place] for place in NAMES.find(text).known}


@pytest.mark.parametrize(
    ("text", "counterpart"),
    [
        ("avec Lemaire", 0),
        ("avec lemère", 0),
        ("avec LEMAIRE ?", 0),
        ("avec hugues", 0),
        ("l’accord lemersier", 1),
        ("northwynd last time", 5),
        ("north wind", 5),
        ("electro sud", 4),
        ("electrosud", 4),
        ("acierie du rin", 6),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, counterpart: int) -> None:
    assert named(text) == {COUNTERPARTS[counterpart]}


def test_an_exact_name_rules_out_the_one_that_sounds_the_same() -> None:
    assert named("avec Dupont") == {COUNTERPARTS[3]}
    assert named("avec Dupond") == {COUNTERPARTS[2]}


def test_the_trade_tells_two_alike_apart() -> None:
    assert named("transport dupon") == {COUNTERPARTS[2]}


@pytest.mark.parametrize(
    "text",
    [
        "la remise du planning",
        "quel transport en mars",
        "une marge",
        "du vin",
        "",
        "🙂",
    ],
)
def test_a_common_word_is_no_name(text: str) -> None:
    found = NAMES.find(text)

    assert not found.known
    assert not found.stranger


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("on a signé avec Vandenberg ?", True),
        ("on a signé avec Lemère ?", False),
        ("Combien de remise ?", False),
        ("le SLA du contrat", False),
    ],
)
def test_a_capital_within_a_sentence_names_a_stranger(text: str, *, stranger: bool) -> None:
    assert NAMES.find(text).stranger is stranger


def test_the_word_that_shows_it_is_the_deals_own() -> None:
    (found,) = Names(["Élodie Gaspard"], ()).find("avec gaspar").known.values()

    assert found.what == "Gaspard"
    assert 0.8 <= found.likeness < 1


def test_without_counterparts_nobody_is_known() -> None:
    assert not Names([], ()).find("avec Lemaire").known


def test_the_words_of_the_language_are_kept_once_for_all_owners() -> None:
    Names([], ()).find("avec Lemaire")  # reads them
    tracemalloc.start()
    owners = [Names([], {"planning"}) for _ in range(50)]
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert taken < len(owners) * 5_000


def test_names_that_sound_the_same_have_one_sound() -> None:
    assert sound_of("lemaire") == sound_of("lemere")
    assert sound_of("rhin") == sound_of("rin")
