"""Case files: read strictly, with faults that name file, case and field."""

from pathlib import Path

import pytest
import yaml

from eval.shelf import BadCases, load
from tests.eval.cases import SIMPLE


def write(folder: Path, *entries: object, name: str = "a.yaml") -> Path:
    (folder / name).write_text(yaml.safe_dump(list(entries), allow_unicode=True), "utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(BadCases) as caught:
        load(folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    (case,) = load(write(tmp_path, SIMPLE))

    assert case.private[0].never == ("3.90",)


def test_scalars_are_read_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        yaml.safe_dump([SIMPLE | {"text": "TEXT"}]).replace("TEXT", "no"), "utf-8"
    )
    assert load(tmp_path)[0].text == "no"


def test_a_fault_names_file_case_and_field(tmp_path: Path) -> None:
    write(tmp_path, SIMPLE | {"role": "umpire", "good": []})

    assert [f.split(":")[:3] for f in faults(tmp_path)] == [
        ["a.yaml", " seller-glue-en", " role"],
        ["a.yaml", " seller-glue-en", " good"],
    ]


def test_every_file_is_read_before_it_stops(tmp_path: Path) -> None:
    write(tmp_path, SIMPLE | {"colour": "red"})
    write(tmp_path, SIMPLE | {"principles": ["P99"]}, name="b.yaml")
    (tmp_path / "c.yaml").write_text("- {", "utf-8")
    (tmp_path / "d.yaml").write_text("id: x", "utf-8")

    assert {fault.split(":")[0] for fault in faults(tmp_path)} == {
        "a.yaml", "b.yaml", "c.yaml", "d.yaml",
    }  # fmt: skip


def test_an_id_stands_once_and_ends_with_its_language(tmp_path: Path) -> None:
    write(tmp_path, SIMPLE, SIMPLE, SIMPLE | {"id": "glue-fr"})

    assert faults(tmp_path) == [
        "a.yaml: seller-glue-en: id: stands twice",
        "a.yaml: glue-fr: id: ends with -en",
    ]


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({}, "does not name this case in return"),
        ({"mirror": "seller-glue-en"}, "sits in the same chair"),
        ({"mirror": "seller-glue-en", "scenario": "tape", "role": "buyer"}, "another scenario"),
    ],
)
def test_a_pair_holds_from_both_sides(tmp_path: Path, other: dict[str, object], what: str) -> None:
    first = SIMPLE | {"mirror": "buyer-glue-en"}
    write(tmp_path, first, SIMPLE | {"id": "buyer-glue-en"} | other)

    assert what in faults(tmp_path)[0]


def test_a_pair_needs_its_other_half(tmp_path: Path) -> None:
    write(tmp_path, SIMPLE | {"twin": "seller-glue-fr"})

    assert "no case is named seller-glue-fr" in faults(tmp_path)[0]


def test_what_is_expected_must_be_possible(tmp_path: Path) -> None:
    expect = {"mentions": [{"principle": "P14", "any": ["story"]}], "recalls": ["glue-last-year"]}
    write(tmp_path, SIMPLE | {"want": "read_message", "expect": expect})

    assert [fault.split(": ")[2] for fault in faults(tmp_path)] == [
        "expect.mentions", "incoming", "expect.recalls",
    ]  # fmt: skip
