from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.deals import PastDeal, Reason, ReasonKind
from knowledge.deals.book import Holding
from knowledge.deals.index import FLOOR, OwnerIndex
from knowledge.deals.vectors import to_bytes
from tests.knowledge.deals.deal_samples import a_deal, a_query, vector_of, vectors_of

DEALS = (
    a_deal(
        "old", counterpart="Fonderie Lemaire", subject="Hausse de tarif", day=date(2024, 1, 16)
    ),
    a_deal("new", counterpart="Fonderie Lemaire", subject="Escompte", day=date(2026, 3, 5)),
    a_deal("wood", counterpart="Scierie Morvan", subject="Planches", outcome="Remise de 4 711 €"),
)


def index_of(*deals: PastDeal) -> OwnerIndex:
    return OwnerIndex([Holding(deal) for deal in deals])


def found_ids(text: str, deals: Sequence[PastDeal] = DEALS, limit: int = 3) -> list[str]:
    return [one.deal.id for one in index_of(*deals).find(a_query(text, limit=limit))]


def test_a_query_of_another_owner_is_refused() -> None:
    with pytest.raises(ValueError, match="owner"):
        index_of(*DEALS).find(a_query("Lemaire", owner="8"))


def test_deals_of_two_owners_do_not_share_an_index() -> None:
    with pytest.raises(ValueError, match="two owners"):
        index_of(a_deal(owner="7"), a_deal(owner="8"))


def test_what_stays_below_the_floor_is_not_found() -> None:
    assert found_ids("une licence de brevet") == []
    assert found_ids("") == []
    found = index_of(*DEALS).find(a_query("avec Lemaire"))
    assert found
    assert all(FLOOR <= one.score <= 1 for one in found)


def test_no_more_than_the_limit_is_found() -> None:
    assert len(found_ids("avec Lemaire")) == 2
    assert len(found_ids("avec Lemaire", limit=1)) == 1


def test_of_equals_the_latest_comes_first() -> None:
    days = (date(2024, 5, 1), date(2026, 5, 1), date(2025, 5, 1))
    deals = [a_deal(str(day.year), counterpart="Kestrel", day=day) for day in days]

    assert found_ids("avec Kestrel", deals) == ["2026", "2025", "2024"]


def test_a_time_alone_finds_the_deals_of_it() -> None:
    assert found_ids("en mars 2026") == ["new"]
    assert found_ids("avec Lemaire en 2024")[0] == "old"


@pytest.mark.parametrize(
    ("text", "deal_id", "reason"),
    [
        ("avec lemère", "new", Reason(ReasonKind.COUNTERPART, "Lemaire")),
        ("en mars 2026", "new", Reason(ReasonKind.DAY, "2026-03-05")),
        ("la dernière fois", "new", Reason(ReasonKind.LATEST, "2026-03-05")),
        ("the planks, planches", "wood", Reason(ReasonKind.WORDS, "Planches")),
    ],
)
def test_a_deal_is_found_for_a_reason_in_its_own_words(
    text: str, deal_id: str, reason: Reason
) -> None:
    first = index_of(*DEALS).find(a_query(text))[0]

    assert first.deal.id == deal_id
    assert reason in first.reasons


def test_meaning_alone_finds_a_deal_and_is_its_reason() -> None:
    texts = ["a", "b", "c", "d", "e"]
    index = OwnerIndex([Holding(a_deal(text), to_bytes(vectors_of([text]))) for text in texts])

    (found,) = index.find(a_query("brevet"), vector_of("c"))

    assert found.deal.id == "c"
    assert found.reasons == (Reason(ReasonKind.MEANING),)


def test_an_owner_without_deals_finds_nothing() -> None:
    assert OwnerIndex([]).find(a_query("avec Lemaire")) == ()


@given(st.sampled_from("789"), st.text(max_size=40), st.sampled_from(["Lemaire", "en 2025", ""]))
def test_every_found_deal_is_of_the_owner_of_the_query(owner: str, text: str, known: str) -> None:
    mine = [a_deal(deal.id, owner, counterpart=deal.counterpart) for deal in DEALS]

    found = index_of(*mine).find(a_query(f"{text} {known}", owner))

    assert all(one.deal.owner == owner for one in found)
