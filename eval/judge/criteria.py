"""The five criteria of the judge: a rule, when it does not apply, and examples of each kind.

They stand in `criteria_fr.yaml` and `criteria_en.yaml`: a French answer is judged by a French
rubric. A change of a rubric takes the judge's calibration away (`rubric_hash`).
"""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import EvalError
from eval.fingerprint import of_text
from knowledge.card import Language

PRINCIPLES = {
    "understanding": ("P06",),
    "useful": (),
    "fair": ("P07", "P11", "P12"),
    "faithful": tuple(f"P{number:02d}" for number in range(1, 15)),
    "no_lecture": ("P01",),
}
"""What each criterion speaks of. Being useful is no principle, and counts for none."""

FAITHFUL = "faithful"
"""The criterion that is asked once for each principle at stake."""

_HEADS = {
    Language.FR: ("Respecté", "Non respecté", "Tout juste respecté", "Déjà non respecté"),
    Language.EN: ("Respected", "Violated", "Just respected", "Already violated"),
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """An answer, or the telling part of one, and why it stands where it stands."""

    text: str
    why: str


class Criterion(_Strict):
    """One criterion in one language."""

    rule: str
    not_applicable: str
    respected: tuple[Example, ...] = Field(min_length=2, max_length=2)
    violated: tuple[Example, ...] = Field(min_length=2, max_length=2)
    borderline_respected: Example
    borderline_violated: Example

    def examples(self, language: Language) -> str:
        """Return the six examples as text, those that hold and those that do not by turns."""
        holds, breaks, just, already = _HEADS[language]
        kinds = (
            (holds, self.respected[0]),
            (breaks, self.violated[0]),
            (holds, self.respected[1]),
            (breaks, self.violated[1]),
            (just, self.borderline_respected),
            (already, self.borderline_violated),
        )
        colon = "\u202f:" if language is Language.FR else ":"
        return "\n".join(f"- {kind}{colon} {one.text} → {one.why}" for kind, one in kinds)


class Rubric(_Strict):
    """All criteria and principles in one language. `again` follows a reply of no use."""

    again: str
    principles: dict[str, str]
    criteria: dict[str, Criterion]

    def rule(self, criterion: str, principle: str = "") -> str:
        """Return the rule of a criterion; that of `faithful` names the principle."""
        return self.criteria[criterion].rule.replace(
            "{principle}", self.principles.get(principle, "")
        )


@cache
def rubric(language: Language) -> Rubric:
    """Return the rubric of a language. Raises EvalError when its file is not whole."""
    path = Path(__file__).with_name(f"criteria_{language}.yaml")
    try:
        # The base loader reads every scalar as text.
        found = Rubric.model_validate(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))  # noqa: S506
    except (yaml.YAMLError, ValidationError) as error:
        raise EvalError(f"{path.name}: {error}") from error
    if set(found.criteria) != set(PRINCIPLES):
        raise EvalError(f"{path.name}: criteria: these five are needed: {', '.join(PRINCIPLES)}")
    if set(found.principles) != set(PRINCIPLES[FAITHFUL]):
        raise EvalError(f"{path.name}: principles: P01 to P14 are needed")
    return found


def rubric_hash(criterion: str, language: Language) -> str:
    """Return 12 hexadecimal digits that change with what a judge reads about a criterion."""
    whole = rubric(language)
    texts = [whole.criteria[criterion].model_dump_json(), whole.again]
    if criterion == FAITHFUL:
        texts += [f"{name} {text}" for name, text in sorted(whole.principles.items())]
    return of_text(*texts)[:12]
