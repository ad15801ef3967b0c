from datetime import date
from decimal import Decimal

import pytest

from bot.coach.amounts import Amount, Kind, write
from knowledge.card import Language


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        (Amount(kind=Kind.MONEY, value=Decimal(1180), unit="EUR", per="t"),
         "1\u202f180\u00a0€/t", "€1,180/t"),
        (Amount(kind=Kind.MONEY, value=Decimal("0.41"), unit="EUR"), "0,41\u00a0€", "€0.41"),
        (Amount(kind=Kind.SHARE, value=Decimal("0.08")), "8\u00a0%", "8%"),
        (Amount(kind=Kind.DATE, value=Decimal(0), day=date(2027, 3, 1)),
         "1er\u00a0mars 2027", "1\u00a0March 2027"),
    ],
)  # fmt: skip
def test_each_language_has_its_typography(amount: Amount, french: str, english: str) -> None:
    assert write(amount, Language.FR) == french
    assert write(amount, Language.EN) == english
