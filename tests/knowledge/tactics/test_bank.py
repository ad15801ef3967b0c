"""The exemplar bank: enough of everything, sound labels, and nothing of the unseen texts."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bench.tactics import unseen
from knowledge.card import Language
from knowledge.tactics import TACTICS, Direction, Zone
from knowledge.tactics.bank import BankFault, load

BANK = load()


@pytest.mark.parametrize("language", Language)
def test_there_are_twenty_five_texts_a_code_and_language(language: Language) -> None:
    counts = Counter(code for one in BANK if one.language is language for code in one.codes)

    assert {t.code: counts[t.code] for t in TACTICS if counts[t.code] < 25} == {}


@pytest.mark.parametrize("language", Language)
def test_there_are_four_hundred_honest_look_alikes_a_language(language: Language) -> None:
    honest = [one for one in BANK if one.language is language and one.zone is Zone.FINE]

    assert sum(bool(one.near) for one in honest) >= 400


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("language", Language)
def test_every_direction_has_honest_and_dishonest_texts(
    language: Language, direction: Direction
) -> None:
    zones = {o.zone for o in BANK if (o.language, o.direction) == (language, direction)}

    assert zones == set(Zone)


def words(text: str) -> str:
    return " ".join(text.casefold().split())


def test_no_unseen_text_stands_in_the_bank() -> None:
    known = {words(one.text) for one in BANK}
    asked = [text for name in unseen.SETS for text in unseen.load(name)]

    assert asked
    assert [one.id for one in asked if words(one.text) in known] == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("not json", "not a line"),
        ('{"text": "x", "codes": ["rudeness"]}', "no such label"),
        ('{"text": "x", "codes": ["bribe!"]}', "no such label"),
        ('{"text": "x", "codes": ["false_fact"]}', "never said"),
        ('{"text": " ", "codes": []}', "no text"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "fr_received_x.jsonl"
    file.write_text(json.dumps({"text": "Bonjour", "codes": []}) + "\n" + line + "\n", "utf-8")

    with pytest.raises(BankFault, match=rf"fr_received_x\.jsonl:2: .*{why}"):
        load(tmp_path)
