"""What a check says is said in the reader's language."""

import pytest

from eval.report.whys import in_words
from eval.scorers import SCORERS, verdicts
from knowledge.card import Language
from tests.eval.scorers.test_seeded import CASES, SEEDS, sound


@pytest.mark.parametrize("seed", SEEDS, ids=lambda s: f"{s.scorer}-{s.language}")
def test_every_reason_of_a_planted_fault_has_its_french(seed: object) -> None:
    case = CASES[seed.language](**seed.case)  # type: ignore[attr-defined]
    answer = sound(seed.language, **seed.changes)  # type: ignore[attr-defined]
    said = [one for scorer in SCORERS for one in verdicts(scorer, case, answer)]
    whys = {text for one in said for text in (one.why, one.reason) if text}

    assert whys
    assert {why for why in whys if in_words(why, Language.FR) == why} == set()


def test_what_varies_is_kept_and_english_stays() -> None:
    assert in_words("412 words, 380 fit", Language.FR) == "412 mots, pour 380 au plus"
    assert in_words("412 words, 380 fit", Language.EN) == "412 words, 380 fit"
    assert in_words("said by nobody", Language.FR) == "said by nobody"
