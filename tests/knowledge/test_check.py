from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge import shelf
from knowledge.card import Card, Language
from knowledge.check import PRINCIPLES, examine, shortcomings
from knowledge.faults import Fault
from knowledge.numbers import Fact, numbers_in, read_facts
from knowledge.sentences import say
from tests.knowledge.cards import card_text, write_pair

NO_FACTS: tuple[Fact, ...] = ()
LAW = "À jour en novembre 2026. Vérifiez sur Légifrance. In November 2026: see Légifrance."


def fact(written: str, claim: str = "studies (Ury 2007)", card: str = "B10") -> Fact:
    return Fact("B.toml", card, written, claim)


def told(faults: Sequence[Fault]) -> list[str]:
    return [fault.in_words(Language.EN) for fault in faults]


def sound(folder: Path, facts: Sequence[Fact] = NO_FACTS) -> tuple[Card, ...]:
    cards, faults = examine(folder, facts)
    assert faults == ()
    return cards


def test_the_shipped_cards_and_facts_have_no_fault() -> None:
    cards, faults = shelf.examine_shipped()

    assert told(faults) == []
    assert len(cards) == 2 * len({card.id for card in cards}) > 0


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("title", None, "title: it is missing."),
        ("title", '"  "', "title: it is empty."),
        ("title", "12", "title: another kind of value is expected."),
        ("roles", "[seller, agent]", "roles.1: one of 'seller', 'buyer' is expected."),
        ("roles", "[]", "roles: it is empty."),
        ("stage", "haggle", "stage: one of 'prepare', 'open'"),
        ("principles", "[P01, P15]", "principles.1: there is no principle P15, only P01 to P14."),
        ("status", "rumour", "status: one of 'seed', 'verified'"),
        ("sources", "[]", "sources: it is empty."),
        ("sources", '["Ury 2007"]', "sources.0: it does not say what it supports"),
        ("sources", '["Ury 2007 — a no", "Ury 1991 — "]', "sources.1: it does not say"),
        ("legal_date", '"soon"', "legal_date: it is written like 2026-11."),
        ("legal_date", '"2026-13"', "legal_date: it is written like 2026-11."),
        ("mood", "gay", "mood: a card has no such field."),
        ("title", '"a" b', "front matter: this is not valid YAML, near line 4."),
        ("situations", '["same", "same"]', "situations: it says one thing twice."),
        ("body", "", "body: it is empty."),
        ("body", "mot " * 210, "body: it has 222 words with its phrase, 220 at most."),
        ("body", "Il y a 7 raisons.", "body: the facts do not hold the number 7."),
        ("title", '"Les 7 raisons"', "title: the facts do not hold the number 7."),
    ],
)
def test_a_fault_names_its_file_and_field(
    tmp_path: Path, field: str, value: str | None, wrong: str
) -> None:
    write_pair(tmp_path, **{field: value})

    cards, faults = examine(tmp_path, NO_FACTS)

    assert cards == ()
    assert [fault.file for fault in faults] == ["B10.en.md", "B10.fr.md"]
    for fault in faults:
        assert fault.in_words(Language.EN).startswith(f"{fault.file}, {wrong}")


def test_a_number_in_the_phrase_needs_a_fact_too(tmp_path: Path) -> None:
    write_pair(tmp_path)
    file = tmp_path / "B10.fr.md"
    file.write_text(file.read_text("utf-8").replace("le prix.", "les 42 €."), "utf-8")

    _, faults = examine(tmp_path, NO_FACTS)

    assert told(faults) == ["B10.fr.md, phrase: the facts do not hold the number 42."]


def test_a_number_that_the_facts_hold_for_the_card_may_be_told(tmp_path: Path) -> None:
    write_pair(tmp_path, body="Seulement 7 raisons.")

    assert len(sound(tmp_path, (fact("7"),))) == 2
    _, faults = examine(tmp_path, (fact("7", card="B11"),))
    assert len(faults) == 2


def test_a_fault_is_told_in_french(tmp_path: Path) -> None:
    write_pair(tmp_path, stage="haggle")

    _, faults = examine(tmp_path, NO_FACTS)

    shown = faults[1].in_words(Language.FR)
    assert shown.startswith(
        "B10.fr.md, stage\u00a0: on attend une de ces valeurs\u00a0: 'prepare'"
    )


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    write_pair(tmp_path)
    (tmp_path / "B10.fr.md").write_bytes(b"\xff\xfe")

    cards, faults = examine(tmp_path, NO_FACTS)

    assert cards == ()
    assert told(faults) == ["B10.fr.md, UTF-8: the file is not a text in UTF-8."]


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    write_pair(tmp_path, stage="haggle", sources="[]")
    write_pair(tmp_path, id="B11", title=None)

    _, faults = examine(tmp_path, NO_FACTS)

    assert [(fault.file, fault.field) for fault in faults] == [
        ("B10.en.md", "stage"),
        ("B10.en.md", "sources"),
        ("B10.fr.md", "stage"),
        ("B10.fr.md", "sources"),
        ("B11.en.md", "title"),
        ("B11.fr.md", "title"),
    ]


@pytest.mark.parametrize("card_id", ["C10", "C17", "C24"])
@pytest.mark.parametrize(
    ("date", "body", "wrong"),
    [
        (None, LAW, "legal_date: it is missing."),
        ('"2025-11"', LAW, "body: it does not tell the year of its law, 2025."),
        (
            '"2026-11"',
            "À jour en 2026.",
            "body: no line sends the reader to the text of the law or to a lawyer.",
        ),
    ],
)
def test_a_card_on_the_law_has_its_date_and_sends_the_reader_on(
    tmp_path: Path, card_id: str, date: str | None, body: str, wrong: str
) -> None:
    facts = (fact("2026", card=card_id),)
    write_pair(tmp_path, id=card_id, legal_date=date, body=body)
    _, faults = examine(tmp_path, facts)

    write_pair(tmp_path, id=card_id, legal_date='"2026-11"', body=LAW)

    assert told(faults) == [f"{card_id}.en.md, {wrong}", f"{card_id}.fr.md, {wrong}"]
    assert len(sound(tmp_path, facts)) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("roles", "[seller]"),
        ("stage", "open"),
        ("principles", "[P09, P10]"),
        ("status", "practice"),
        ("legal_date", '"2026-11"'),
    ],
)
def test_the_two_languages_of_a_card_agree(tmp_path: Path, field: str, value: str) -> None:
    write_pair(tmp_path)
    (tmp_path / "B10.fr.md").write_text(card_text(**{field: value}), "utf-8")

    _, faults = examine(tmp_path, NO_FACTS)

    assert told(faults) == [f"B10.fr.md, {field}: it differs from B10.en.md."]


@pytest.mark.parametrize(("kept", "lost"), [("en", "fr"), ("fr", "en")])
def test_a_card_in_one_language_only_is_a_fault(tmp_path: Path, kept: str, lost: str) -> None:
    write_pair(tmp_path)
    (tmp_path / f"B10.{lost}.md").unlink()

    cards, faults = examine(tmp_path, NO_FACTS)

    assert cards == ()
    assert told(faults) == [
        f"B10.{kept}.md, language: there is no B10.{lost}.md: a card stands in both languages."
    ]


def test_a_file_named_for_another_card_is_a_fault(tmp_path: Path) -> None:
    write_pair(tmp_path)
    for language in Language:
        (tmp_path / f"B99.{language}.md").write_text(card_text(language=language), "utf-8")

    cards, faults = examine(tmp_path, NO_FACTS)

    assert {card.id for card in cards} == {"B10"}
    assert told(faults) == [
        "B99.en.md, id: the file says that it is B10 in language en.",
        "B99.fr.md, id: the file says that it is B10 in language fr.",
    ]


def test_files_that_are_no_cards_are_left_alone(tmp_path: Path) -> None:
    write_pair(tmp_path)
    (tmp_path / ".B10.fr.md.swp").write_bytes(b"\xff")

    assert len(sound(tmp_path)) == 2


def test_a_sound_card_with_few_situations_falls_short(tmp_path: Path) -> None:
    write_pair(tmp_path)

    faults = tuple(shortcomings(sound(tmp_path), frozenset(), NO_FACTS))

    assert told(faults) == [
        "B10.en.md, situations: there are 2, 10 at least.",
        "B10.fr.md, situations: there are 2, 10 at least.",
    ]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (fact("8"), "B10 8: the card does not tell this number in either language."),
        (fact("7", card="B11"), "B11 7: there is no such card."),
        (fact("7", "studies"), "B10 7: it names no source in brackets"),
        (fact("7", "studies ()"), "B10 7: it names no source in brackets"),
        (fact("7", "example: "), "B10 7: it names no source in brackets"),
        (fact("7,000"), "B10 7,000: this is not written as a number"),
    ],
)
def test_a_fact_that_no_card_needs_or_without_source_falls_short(
    tmp_path: Path, given: Fact, wrong: str
) -> None:
    write_pair(tmp_path, body="Seulement 7 raisons.")
    cards = sound(tmp_path, (fact("7"),))

    faults = [one for one in shortcomings(cards, frozenset(), (given,)) if one.file == "B.toml"]

    assert [shown.startswith(f"B.toml, {wrong}") for shown in told(faults)] == [True]


def test_a_fact_that_one_language_tells_is_needed(tmp_path: Path) -> None:
    write_pair(tmp_path)
    (tmp_path / "B10.fr.md").write_text(card_text(body="Seulement 7 raisons."), "utf-8")
    facts = (fact("7"), fact("9", "example: a reason", card="B12"))

    faults = shortcomings(sound(tmp_path, facts), frozenset({"B12"}), facts)

    assert [fault for fault in faults if fault.file == "B.toml"] == []


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        (Language.FR, "N = 16 334, g = −0,42 ; 2\u202f824 et 1\u00a0320", "16334 0.42 2824 1320"),
        (Language.FR, "entre 6 800 et 7 200 €, 5 M€, 12,3 %, 1er mars", "6800 7200 5 12.3 1"),
        (Language.FR, "Au 8 janvier 2025, 881 sur 12", "8 2025 881 12"),
        (Language.FR, "2/10 net 30 ; art. 1112-1 ; (5/0,85 = 5,88)", "2 10 30 1112 1 5 0.85 5.88"),
        (Language.EN, "N = 16,334, g = −0.42; €40,000.50", "16334 0.42 40000.5"),
        (Language.EN, "58–152, 6–8%, $385M, CO2, 3-D, the 15th.", "58 152 6 8 385 2 3 15"),
        (Language.EN, "No number at all, not one.", ""),
    ],
)
def test_numbers_are_read_as_each_language_writes_them(
    language: Language, text: str, values: str
) -> None:
    assert numbers_in(text, language) == {Decimal(value) for value in values.split()}


def test_a_broken_file_of_facts_is_named_and_vouches_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "A.toml").write_text('[A02]\n"5" = "times (Dyer & Chu 2003)"\n', "utf-8")
    (tmp_path / "B.toml").write_text("[B10\n", "utf-8")
    (tmp_path / "C.toml").write_text('C10 = "2026"\n', "utf-8")
    (tmp_path / "D.toml").write_bytes(b"\xff")
    (tmp_path / "notes.txt").write_text("[[", "utf-8")

    facts, faults = read_facts(tmp_path)

    assert facts == (Fact("A.toml", "A02", "5", "times (Dyer & Chu 2003)"),)
    assert [fault.file for fault in faults] == ["B.toml", "C.toml", "D.toml"]


def test_the_glossary_names_the_principles_as_the_commands_do() -> None:
    glossary = (Path(__file__).parents[2] / "GLOSSARY.md").read_text("utf-8")
    _, _, section = " ".join(glossary.split()).partition("## Principles / Principes ")

    names = section.partition(" ## ")[0].split(" · ")

    assert names == [f"{code} {say(f'principle_{code}', Language.EN)}" for code in PRINCIPLES]
