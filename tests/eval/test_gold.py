"""Gold answers are read strictly: an error names file, item and field."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.errors import EvalError
from eval.gold import Gold, load

ITEM: dict[str, Any] = {
    "id": "gold-glue-en",
    "scenario": "glue",
    "language": "en",
    "ask": {"role": "seller", "want": "draft", "text": "Answer them.", "open": ["One year"]},
    "answer": {"reply": "Here: We hold 4.20.", "draft": "We hold 4.20."},
    "labels": {"useful": "respected", "faithful": {"P12": "violated", "P02": "respected"}},
    "by": "coach-1",
}


def written(folder: Path, *items: dict[str, Any]) -> tuple[Gold, ...]:
    (folder / "a.yaml").write_text(yaml.safe_dump(list(items)), "utf-8")
    return load(folder)


def test_an_item_gives_a_case_an_answer_and_labels(tmp_path: Path) -> None:
    item = written(tmp_path, ITEM)[0]

    assert item.case().open == ("One year",)
    assert item.case().principles == ("P02", "P12")
    assert item.transcript().draft == "We hold 4.20."
    assert list(item.labels.all()) == [
        ("useful", "", "respected"),
        ("faithful", "P02", "respected"),
        ("faithful", "P12", "violated"),
    ]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (
            lambda item: item["labels"].update(useful="good"),
            r"a.yaml: gold-glue-en: labels.useful",
        ),
        (lambda item: item["labels"].update(honest="violated"), r"labels.honest: Extra"),
        (lambda item: item["labels"].update(faithful={"P15": "violated"}), r"labels.faithful.P15"),
        (lambda item: item.update(labels={}), r"labels: no criterion"),
        (lambda item: item.update(id="gold-glue-fr"), r"gold-glue-fr: id: ends with -en"),
        (lambda item: item["answer"].update(draft="Other"), r"answer.draft: is a part"),
        (lambda item: item.pop("id"), r"a.yaml: item 1: id"),
    ],
)
def test_a_fault_names_its_place(
    change: Callable[[dict[str, Any]], object], where: str, tmp_path: Path
) -> None:
    item: dict[str, Any] = yaml.safe_load(yaml.safe_dump(ITEM))
    change(item)

    with pytest.raises(EvalError, match=where):
        written(tmp_path, item)


def test_two_items_of_one_name_and_broken_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="stands twice"):
        written(tmp_path, ITEM, ITEM)
    for text, where in (("- [", "a.yaml: "), ("id: x", "a list of items")):
        (tmp_path / "a.yaml").write_text(text, "utf-8")
        with pytest.raises(EvalError, match=where):
            load(tmp_path)


def test_the_shipped_gold_answers_are_sound() -> None:
    assert all(item.by for item in load())
