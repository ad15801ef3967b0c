"""Every number that the coach adds: within the limit, and telling nothing about it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach import calculator
from bot.coach.amounts import Amount
from bot.coach.deal import Deal, FactRole
from knowledge.card import Role
from tests.bot.coach.deals import a_deal, fact, money, share, term, volume

prices = st.decimals(min_value=Decimal("0.05"), max_value=1_000_000, places=3)
percents = st.decimals(min_value=Decimal("0.5"), max_value=60, places=1)


def step(own: Decimal, theirs: Decimal, limit: Decimal, role: Role) -> Decimal | None:
    found = calculator.price_step(money(own), money(theirs), money(limit), role)
    return found.value if found else None


@given(prices, prices, prices, st.sampled_from(Role))
def test_a_step_stays_strictly_on_the_good_side_of_the_limit(
    own: Decimal, theirs: Decimal, limit: Decimal, role: Role
) -> None:
    price = step(own, theirs, limit, role)

    if price is not None:
        assert price > limit if role is Role.SELLER else price < limit
        assert min(own, theirs) <= price <= max(own, theirs)
        assert price != own


@given(prices, prices, prices, prices, st.sampled_from(Role))
def test_the_limit_vetoes_a_step_and_never_shapes_it(
    own: Decimal, theirs: Decimal, one: Decimal, other: Decimal, role: Role
) -> None:
    first, second = (step(own, theirs, limit, role) for limit in (one, other))
    generous = step(own, theirs, Decimal(0) if role is Role.SELLER else Decimal(10**9), role)

    # Two limits that allow the same step give the same step.
    # Among all limits at most two steps exist: a quarter of the gap, or an eighth of it.
    assert {first, second} <= {None, generous, _eighth(own, theirs, role)}


def _eighth(own: Decimal, theirs: Decimal, role: Role) -> Decimal | None:
    quarter = step(own, theirs, Decimal(0) if role is Role.SELLER else Decimal(10**9), role)
    if quarter is None:
        return None
    return step(own, theirs, quarter, role)


@given(
    prices,
    prices,
    st.decimals(min_value=-2, max_value=2, places=2),
    st.sampled_from(Role),
)
def test_a_limit_close_to_the_step_is_never_reached(
    own: Decimal, theirs: Decimal, units: Decimal, role: Role
) -> None:
    free = step(own, theirs, Decimal(0) if role is Role.SELLER else Decimal(10**9), role)
    if free is None:
        return

    limit = free + units * abs(own - free) / 10
    price = step(own, theirs, limit, role)

    assert price is None or (price > limit if role is Role.SELLER else price < limit)


@given(percents, percents)
def test_a_discount_stays_under_the_limit_and_ignores_it_otherwise(
    asked: Decimal, limit: Decimal
) -> None:
    found = calculator.share_step(share(str(asked)), share(str(limit)))
    free = calculator.share_step(share(str(asked)), share("99"))

    if found is not None:
        assert found.value < limit / 100
        assert free is not None
        assert found.value == free.value


@pytest.mark.parametrize(
    ("own", "theirs", "limit"),
    [
        (money("10"), money("10"), money("8")),
        (money("10"), money("12"), money("8")),
        (money("10", "EUR"), money("8", "USD"), money("7", "EUR")),
        (money("10"), share("10"), money("8")),
        (money("10"), money("8"), money("9.99")),
    ],
    ids=["no gap", "they give more", "other currency", "no price", "no room"],
)
def test_no_step_where_none_can_be_made(own: Amount, theirs: Amount, limit: Amount) -> None:
    assert calculator.price_step(own, theirs, limit, Role.SELLER) is None


def test_a_gap_is_multiplied_by_the_volume_of_the_same_unit_only() -> None:
    at_stake = calculator.at_stake(money("1180", per="t"), money("1095", per="t"), volume("600"))

    assert at_stake is not None
    assert at_stake.value == 85 * 600
    assert calculator.at_stake(money("5", per="kg"), money("4", per="kg"), volume("600")) is None
    assert calculator.at_stake(money("5"), money("5"), volume("600")) is None


def test_the_room_is_the_distance_to_the_limit() -> None:
    room = calculator.room(money("125"), money("118"))

    assert room is not None
    assert room.value == 7
    assert calculator.room(money("125"), share("5")) is None
    assert calculator.room(money("125"), money("125")) is None


def test_a_term_is_doubled() -> None:
    assert calculator.longer_term(term("12")).value == 24


def a_seller(*, theirs: Amount, limit: Amount | None) -> Deal:
    known = [fact(FactRole.OURS, money("100")), fact(FactRole.THEIRS, theirs, received=True)]
    if limit is not None:
        known.append(fact(FactRole.WALK_AWAY, limit, private=True))
    return a_deal(Role.SELLER, *known)


@pytest.mark.parametrize(
    ("theirs", "limit", "price"),
    [
        (money("80"), money("90"), "95"),
        (share("20"), money("90"), "95"),
        (money("80"), share("10"), "95"),
        (money("80"), None, None),
        (money("80"), money("99"), None),
    ],
)
def test_a_seller_s_first_price_needs_a_limit_that_allows_it(
    theirs: Amount, limit: Amount | None, price: str | None
) -> None:
    found = calculator.offer_price(a_seller(theirs=theirs, limit=limit))

    assert (str(found.value) if found else None) == price


def test_a_buyer_gets_no_computed_offer() -> None:
    deal = a_deal(
        Role.BUYER,
        fact(FactRole.OURS, money("80")),
        fact(FactRole.THEIRS, money("100")),
        fact(FactRole.WALK_AWAY, money("90"), private=True),
    )

    assert calculator.offer_price(deal) is None
    assert calculator.offer_share(deal) is None


def test_a_discount_needs_a_limit_in_percent() -> None:
    by_share = calculator.offer_share(a_seller(theirs=share("12"), limit=share("5")))

    assert by_share is not None
    assert by_share.value == Decimal("0.03")
    assert calculator.offer_share(a_seller(theirs=share("12"), limit=money("90"))) is None


@pytest.mark.parametrize("theirs", ["15.5", "0.5", "900000"])
def test_no_step_towards_a_figure_that_is_no_price_of_this_deal(theirs: str) -> None:
    # A surcharge « 11 à 15,5 » read as a price once took £46,000 a month to £36,000.
    assert step(Decimal(46_000), Decimal(theirs), Decimal(10), Role.SELLER) is None
    assert step(Decimal(46_000), Decimal(40_000), Decimal(10), Role.SELLER) == 44_500
