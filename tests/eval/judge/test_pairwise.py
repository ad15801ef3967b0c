"""Two answers are compared blind and in both orders; only both orders together decide."""

import pytest

from eval.cache import Cache
from eval.judge.pairwise import Bout, Result, bouts, compare, versus
from eval.judge.protocol import Judge
from prompts import Prompt
from tests.eval.cases import answer, case
from tests.eval.judge.voices import Failing, judge_of, saying
from tests.fakes import ScriptedModel

OURS = answer(reply="OURS is here.", draft=None, model="MODEL-A")
THEIRS = answer(reply="THEIRS is here.", draft=None, model="MODEL-B")


def ours_first(prompt: Prompt) -> bool:
    text = prompt.turns[-1].text
    return text.index("OURS") < text.index("THEIRS")


@pytest.mark.parametrize(
    ("when_first", "when_second", "result", "turned"),
    [
        ("first", "second", "win", False),
        ("second", "first", "loss", False),
        ("first", "first", "tie", True),
        ("second", "second", "tie", True),
        ("tie", "tie", "tie", False),
        ("first", "tie", "tie", False),
        ("first", "cannot_tell", None, False),
    ],
)
async def test_both_orders_decide(
    when_first: str, when_second: str, result: Result | None, *, turned: bool
) -> None:
    judge = judge_of(lambda p: saying(when_first if ours_first(p) else when_second))
    bout = await compare(case(), OURS, THEIRS, judge)

    assert (bout.result, bout.turned) == (result, turned)
    assert bout.reason == ("" if result else "abstained")


async def test_nobody_is_told_who_wrote_which() -> None:
    model = ScriptedModel(lambda _: saying("tie"))
    await compare(case(), OURS, THEIRS, Judge(model, Cache(None)))

    assert "MODEL-" not in model.read
    assert sorted(map(ours_first, model.prompts)) == [False, True]


async def test_a_useless_reply_is_tried_once_more_and_then_says_nothing() -> None:
    saved = Failing("llm.junk", then="tie")
    lost = Failing(*["llm.junk"] * 4)

    assert (await compare(case(), OURS, THEIRS, Judge(saved, Cache(None)))).result == "tie"
    bout = await compare(case(), OURS, THEIRS, Judge(lost, Cache(None)))
    assert (bout.result, bout.reason) == (None, "invalid_response_format")
    assert len(lost.prompts) == 4


async def test_an_answer_that_is_an_error_is_not_compared() -> None:
    pairs = [(case(), OURS, answer(error="x")), (case(), OURS, THEIRS)]

    assert len(await bouts(pairs, [judge_of(saying("tie"))])) == 1


def bout(number: int, result: Result | None, *, turned: bool = False) -> Bout:
    scenario = f"s{number}"
    return Bout(case="c", scenario=scenario, repeat=0, judge="j", result=result, turned=turned)


def test_ties_and_silence_decide_nothing() -> None:
    results: list[Result | None] = [*("win",) * 7, "loss", "tie", "tie", "tie", None]
    found = versus([bout(n, one, turned=one == "tie") for n, one in enumerate(results)])

    assert (found.wins, found.ties, found.losses) == (7, 3, 1)
    assert (found.unscored, found.turned) == (1, 3)
    assert (found.share.value, found.share.n) == (0.875, 8)
    assert found.share.low < 0.6 < found.share.high
    assert found.p == pytest.approx(2 * (1 + 8) / 2**8)
