import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.coach.journal import AskRow, Journal, State, User
from bot.store import SqlJournal
from bot.store.errors import UnknownAsk, WrongState
from knowledge.card import Language, Role
from tests.bot.store.values import ALICE, BOB, NOW, again, an_answer, an_ask, stored

Move = Callable[[Journal, int, int], Awaitable[None]]


def as_port(journal: SqlJournal) -> Journal:
    """Here mypy compares every signature with the port's."""
    return journal


# What each change is called, from where it is allowed, and where it leads.
MOVES: dict[str, tuple[Move, set[State], State]] = {
    "answered": (
        lambda journal, owner, id_: journal.answered(owner, id_, an_answer()),
        {State.WAITING},
        State.ANSWERED,
    ),
    "sending": (
        lambda journal, owner, id_: journal.sending(owner, id_),
        {State.ANSWERED},
        State.SENDING,
    ),
    "unsent": (
        lambda journal, owner, id_: journal.unsent(owner, id_, doubtful=False),
        {State.SENDING},
        State.ANSWERED,
    ),
    "delivered": (
        lambda journal, owner, id_: journal.delivered(owner, id_, (41, 42)),
        {State.SENDING},
        State.DELIVERED,
    ),
    "cancelled": (
        lambda journal, owner, id_: journal.cancelled(owner, id_),
        {State.WAITING, State.ANSWERED},
        State.CANCELLED,
    ),
}
WAYS: dict[State, tuple[str, ...]] = {
    State.WAITING: (),
    State.ANSWERED: ("answered",),
    State.SENDING: ("answered", "sending"),
    State.DELIVERED: ("answered", "sending", "delivered"),
    State.CANCELLED: ("cancelled",),
}


async def an_ask_that_is(
    state: State, journal: SqlJournal, *, owner: int = ALICE, update_id: int = 1
) -> AskRow:
    row = await stored(journal, owner, update_id)
    for name in WAYS[state]:
        await MOVES[name][0](as_port(journal), owner, row.id)
    return await again(journal, row)


async def test_a_new_user_is_created_once_with_the_language_of_the_first_message(
    journal: SqlJournal,
) -> None:
    users = await asyncio.gather(*(journal.user(ALICE, Language.EN) for _ in range(5)))

    later = await journal.user(ALICE, Language.FR)

    assert {*users, later} == {User(owner=ALICE, language=Language.EN)}


async def test_a_saved_user_comes_back_with_all_it_holds(journal: SqlJournal) -> None:
    await journal.user(ALICE, Language.FR)
    changed = User(owner=ALICE, language=Language.EN, role=Role.BUYER, conversation=3)

    await journal.save_user(changed)

    assert await journal.user(ALICE, Language.FR) == changed


async def test_a_role_can_be_unset_again(journal: SqlJournal) -> None:
    await journal.save_user(User(owner=ALICE, language=Language.FR, role=Role.SELLER))

    await journal.save_user(User(owner=ALICE, language=Language.FR))

    assert (await journal.user(ALICE, Language.FR)).role is None


async def test_an_update_is_new_once_even_when_it_comes_many_times_at_once(
    journal: SqlJournal,
) -> None:
    repeats = await asyncio.gather(*(journal.seen(77) for _ in range(10)))

    assert sorted(repeats) == [False] + [True] * 9


async def test_a_recorded_ask_waits_and_is_read_back_whole(journal: SqlJournal) -> None:
    ask = an_ask("Bonjour", "Prix : 1 200 €")

    row = await journal.record(ALICE, -100, 4, ask, update_ids=(1, 2))

    assert row is not None
    assert row == AskRow(
        id=row.id,
        owner=ALICE,
        chat=-100,
        conversation=4,
        ask=ask,
        state=State.WAITING,
        created=NOW,
    )
    assert await journal.ask(ALICE, row.id) == row


async def test_the_first_ask_of_a_conversation_moves_the_user_on(journal: SqlJournal) -> None:
    await journal.save_user(User(owner=BOB, language=Language.EN, conversation=1))
    await journal.save_user(User(owner=ALICE, language=Language.FR, role=Role.BUYER))

    await journal.record(ALICE, ALICE, 2, an_ask(), update_ids=(1,))

    moved = User(owner=ALICE, language=Language.FR, role=Role.BUYER, conversation=2)
    assert await journal.user(ALICE, Language.EN) == moved
    assert (await journal.user(BOB, Language.EN)).conversation == 1


async def test_an_ask_of_an_older_conversation_or_a_repeat_moves_nobody(
    journal: SqlJournal,
) -> None:
    await journal.save_user(User(owner=ALICE, language=Language.FR, conversation=3))
    await journal.record(ALICE, ALICE, 2, an_ask(), update_ids=(1,))

    await journal.record(ALICE, ALICE, 4, an_ask(), update_ids=(1,))

    assert (await journal.user(ALICE, Language.FR)).conversation == 3


async def test_the_same_message_delivered_twice_at_once_makes_one_ask(journal: SqlJournal) -> None:
    rows = await asyncio.gather(
        *(journal.record(ALICE, ALICE, 0, an_ask(), update_ids=(5, 6)) for _ in range(8))
    )

    assert len([row for row in rows if row is not None]) == 1
    assert len(await journal.unfinished()) == 1


async def test_an_ask_with_one_new_message_among_repeats_is_stored(journal: SqlJournal) -> None:
    await stored(journal, update_id=5)

    row = await journal.record(ALICE, ALICE, 0, an_ask(), update_ids=(5, 6))

    assert row is not None
    assert await journal.seen(6)


async def test_an_ask_without_any_update_is_always_new(journal: SqlJournal) -> None:
    rows = [await journal.record(ALICE, ALICE, 0, an_ask(), update_ids=()) for _ in range(2)]

    assert None not in rows


async def test_a_second_message_is_merged_while_the_ask_waits(journal: SqlJournal) -> None:
    row = await stored(journal)
    merged = an_ask(*row.ask.texts, "Et il paie à 60 jours.")

    assert await journal.append(ALICE, row.id, merged, update_id=2)

    assert await again(journal, row) == replace(row, ask=merged)
    assert await journal.seen(2)


async def test_a_repeated_message_is_not_merged(journal: SqlJournal) -> None:
    row = await stored(journal, update_id=1)

    assert not await journal.append(ALICE, row.id, an_ask("autre"), update_id=1)

    assert await again(journal, row) == row


@pytest.mark.parametrize("state", [state for state in State if state is not State.WAITING])
async def test_a_message_too_late_to_merge_can_still_become_an_ask(
    journal: SqlJournal, state: State
) -> None:
    row = await an_ask_that_is(state, journal)

    merged = await journal.append(ALICE, row.id, an_ask("autre"), update_id=2)

    assert not merged
    assert await again(journal, row) == row
    assert await journal.record(ALICE, ALICE, 0, an_ask("autre"), update_ids=(2,)) is not None


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", MOVES)
async def test_a_change_happens_from_its_states_and_no_other(
    journal: SqlJournal, name: str, state: State
) -> None:
    move, allowed, after = MOVES[name]
    row = await an_ask_that_is(state, journal)

    if state in allowed:
        await move(as_port(journal), ALICE, row.id)
        assert (await again(journal, row)).state is after
    else:
        with pytest.raises(WrongState):
            await move(as_port(journal), ALICE, row.id)
        assert await again(journal, row) == row


@pytest.mark.parametrize("name", MOVES)
async def test_someone_elses_ask_looks_like_one_that_does_not_exist(
    journal: SqlJournal, name: str
) -> None:
    move, allowed, _ = MOVES[name]
    row = await an_ask_that_is(next(iter(allowed)), journal)

    with pytest.raises(UnknownAsk):
        await move(as_port(journal), BOB, row.id)
    with pytest.raises(UnknownAsk):
        await move(as_port(journal), ALICE, row.id + 1)
    assert await again(journal, row) == row


@pytest.mark.parametrize("state", State)
async def test_an_ask_can_be_corrected_in_any_state_and_keeps_its_answer(
    journal: SqlJournal, state: State
) -> None:
    row = await an_ask_that_is(state, journal)
    ask = replace(row.ask, kept=("2,10 €",), shared=("2,25 €",))

    await journal.corrected(ALICE, row.id, ask)

    assert await again(journal, row) == replace(row, ask=ask)


async def test_nobody_corrects_the_ask_of_somebody_else(journal: SqlJournal) -> None:
    row = await stored(journal)

    with pytest.raises(UnknownAsk):
        await journal.corrected(BOB, row.id, an_ask("autre"))
    with pytest.raises(UnknownAsk):
        await journal.corrected(ALICE, row.id + 1, an_ask("autre"))
    assert await again(journal, row) == row


async def test_of_two_stops_at_once_exactly_one_wins(journal: SqlJournal) -> None:
    row = await stored(journal)

    results = await asyncio.gather(
        journal.cancelled(ALICE, row.id),
        journal.cancelled(ALICE, row.id),
        return_exceptions=True,
    )

    assert [type(result) for result in results if result is not None] == [WrongState]


async def test_the_answer_and_its_messages_are_kept(journal: SqlJournal) -> None:
    row = await an_ask_that_is(State.DELIVERED, journal)

    assert row.answer == an_answer()
    assert row.message_ids == (41, 42)


async def test_a_doubt_about_a_send_stays_when_the_next_one_surely_failed(
    journal: SqlJournal,
) -> None:
    row = await an_ask_that_is(State.SENDING, journal)
    await journal.unsent(ALICE, row.id, doubtful=True)
    await journal.sending(ALICE, row.id)

    await journal.unsent(ALICE, row.id, doubtful=False)

    assert await again(journal, row) == replace(row, state=State.ANSWERED, doubtful=True)


async def test_a_send_that_surely_failed_raises_no_doubt(journal: SqlJournal) -> None:
    row = await an_ask_that_is(State.SENDING, journal)

    await journal.unsent(ALICE, row.id, doubtful=False)

    assert not (await again(journal, row)).doubtful


async def test_the_last_ask_is_the_newest_of_its_conversation_that_was_not_cancelled(
    journal: SqlJournal,
) -> None:
    kept = await an_ask_that_is(State.DELIVERED, journal, update_id=1)
    await an_ask_that_is(State.CANCELLED, journal, update_id=2)
    await journal.record(ALICE, ALICE, 1, an_ask(), update_ids=(3,))
    await stored(journal, BOB, 4)

    assert await journal.last(ALICE, 0) == kept
    assert await journal.last(ALICE, 2) is None


async def test_unfinished_asks_of_all_chats_come_oldest_first(journal: SqlJournal) -> None:
    rows = [
        await an_ask_that_is(state, journal, owner=owner, update_id=10 * owner + number)
        for owner in (BOB, ALICE)
        for number, state in enumerate(State)
    ]

    found = await journal.unfinished()

    assert found == tuple(
        row for row in rows if row.state not in (State.DELIVERED, State.CANCELLED)
    )


async def test_an_id_is_not_given_twice_after_an_erasure(journal: SqlJournal) -> None:
    row = await stored(journal)

    await journal.erase(ALICE)

    assert (await stored(journal, update_id=2)).id > row.id
