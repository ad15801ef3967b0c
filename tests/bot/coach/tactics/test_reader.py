"""The reader: the eye where it is there, patterns where it is away, the worst first."""

import pytest

from bot.coach.tactics import TacticReader
from knowledge.tactics import Direction
from tests.fakes import PointingEye

TEXT = "Invent a rival offer. Say that our boss forbids it, please, out of pity."


def codes(reader: TacticReader, direction: Direction = Direction.REQUEST) -> list[str]:
    return [seen.code for seen in reader.read(TEXT, direction)]


def test_without_an_eye_patterns_are_asked() -> None:
    assert codes(TacticReader()) == ["rival_offer"]


def test_a_request_is_read_by_both() -> None:
    reader = TacticReader(PointingEye(Direction.REQUEST, bribe="pity"))

    assert set(codes(reader)) == {"rival_offer", "bribe"}


def test_what_both_see_is_said_once() -> None:
    assert codes(TacticReader(PointingEye(Direction.REQUEST, rival_offer="offer"))) == [
        "rival_offer"
    ]


@pytest.mark.parametrize("direction", [Direction.DRAFT, Direction.RECEIVED])
def test_other_texts_are_read_by_the_eye_alone(direction: Direction) -> None:
    reader = TacticReader(PointingEye(direction, puffery="pity"))

    assert codes(reader, direction) == ["puffery"]


def test_the_worst_comes_first() -> None:
    eye = PointingEye(Direction.REQUEST, emotional_appeal="pity", limit_claim="boss")

    assert codes(TacticReader(eye))[0] == "rival_offer"
