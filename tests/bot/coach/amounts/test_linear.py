"""A text four times as long takes about four times the work, whatever it is made of.

Work is measured as processor time, and only compared with itself: a quadratic reader would need
sixteen times as much.
"""

import time
from collections.abc import Callable
from datetime import date

import pytest

from bot.coach.amounts import digits_in, read

TODAY = date(2026, 11, 24)
SHORT, LONG = 4_000, 16_000
MOST = 9
SMALLEST_MEASURABLE = 0.004
JUNK = (
    "1", "1 ", "a", "dix ", "1,", "@", "a@", "+1 ", "+", "-", " ", "\n", "1 000 ", "1.1", "et ",
    "cent ", "million ", "un virgule ", "https://", "1€ ", "1 k ", "€", "no.", "ref A-", "1/",
    "1:", "demain ", "l'", "point ", "mille et un ", "et demi ", "entre 80 et ", "Q3 ", "1/2 ",
    "mars ", "1 mars ", "\u00a0", "1-", "mi-mars ", "a'", "1'000", "06 12 34 ", "$1", "vingt-",
    "un et ", "12 abc-abc-", "(", "0", "é", "a.", "a-", "1)\n", "deux cent et ", "siret 1 ",
)  # fmt: skip


def _work(do: Callable[[str], object], text: str) -> float:
    spent = []
    for _ in range(3):
        begun = time.thread_time()
        do(text)
        spent.append(time.thread_time() - begun)
    return min(spent)


def _read(text: str) -> object:
    return read(text, None, TODAY)


@pytest.mark.parametrize("do", [_read, digits_in], ids=["read", "digits_in"])
@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_work_grows_with_the_text_and_no_faster(junk: str, do: Callable[[str], object]) -> None:
    text = junk * LONG

    short, long = _work(do, text[:SHORT]), _work(do, text[:LONG])

    assert long <= MOST * max(short, SMALLEST_MEASURABLE)
