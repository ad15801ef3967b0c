"""The rubric is whole in both languages, and any change of it shows in its hash."""

import pytest
import yaml

from eval.errors import EvalError
from eval.judge import criteria
from eval.judge.criteria import PRINCIPLES, rubric, rubric_hash
from knowledge.card import Language


@pytest.mark.parametrize("language", Language)
def test_every_criterion_shows_six_different_examples(language: Language) -> None:
    for criterion in rubric(language).criteria.values():
        lines = criterion.examples(language).splitlines()

        assert len(set(lines)) == 6


def test_faithful_names_the_principle() -> None:
    assert rubric(Language.EN).principles["P12"] in rubric(Language.EN).rule("faithful", "P12")
    assert "{" not in rubric(Language.FR).rule("faithful", "P01")


def test_french_is_set_as_french() -> None:
    whole = rubric(Language.FR).model_dump_json()

    assert " :" not in whole.replace("\u202f", "")
    assert "'" not in whole


@pytest.mark.parametrize("name", PRINCIPLES)
def test_a_changed_example_changes_the_hash(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rubric_hash(name, Language.EN)
    whole = rubric(Language.EN)
    told = whole.criteria[name].borderline_violated.model_copy(update={"why": "Otherwise."})
    changed = whole.criteria[name].model_copy(update={"borderline_violated": told})
    other = whole.model_copy(update={"criteria": whole.criteria | {name: changed}})
    monkeypatch.setattr(criteria, "rubric", lambda _: other)

    assert rubric_hash(name, Language.EN) != before


def test_a_changed_principle_changes_the_hash_of_faithful_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = {name: rubric_hash(name, Language.EN) for name in PRINCIPLES}
    whole = rubric(Language.EN)
    other = whole.model_copy(update={"principles": whole.principles | {"P01": "Otherwise."}})
    monkeypatch.setattr(criteria, "rubric", lambda _: other)

    changed = [name for name in PRINCIPLES if rubric_hash(name, Language.EN) != before[name]]
    assert changed == ["faithful"]


@pytest.mark.parametrize("part", ["criteria", "principles"])
def test_a_rubric_that_lacks_one_is_refused(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rubric(Language.EN).model_dump()
    whole[part].popitem()
    monkeypatch.setattr(yaml, "load", lambda *_: whole)
    rubric.cache_clear()

    with pytest.raises(EvalError, match=part):
        rubric(Language.EN)
