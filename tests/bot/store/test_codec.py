import json

import pytest
from hypothesis import given

from bot.coach.answer import Answer, Ask
from bot.store import codec
from bot.store.errors import UnreadableRow
from tests.bot.store.values import an_answer, an_ask, any_answer, any_ask


@given(any_ask)
def test_every_ask_is_read_back_as_it_was_written(ask: Ask) -> None:
    assert codec.read_ask(codec.write_ask(ask)) == ask


@given(any_answer)
def test_every_answer_is_read_back_as_it_was_written(answer: Answer) -> None:
    assert codec.read_answer(codec.write_answer(answer)) == answer


def test_message_ids_are_read_back_in_their_order() -> None:
    assert codec.read_ids(codec.write_ids((9, 3, 7))) == (9, 3, 7)


def test_a_row_of_a_later_version_is_refused_rather_than_guessed() -> None:
    later = json.loads(codec.write_ask(an_ask())) | {"version": codec.VERSION + 1}

    with pytest.raises(UnreadableRow):
        codec.read_ask(json.dumps(later))


def test_an_ask_stored_before_a_field_existed_takes_its_default() -> None:
    row = json.loads(codec.write_ask(an_ask("bonjour")))
    del row["ask"]["tone"]

    assert codec.read_ask(json.dumps(row)) == an_ask("bonjour")


def test_an_ask_stored_before_figures_could_be_corrected_has_no_corrections() -> None:
    row = json.loads(codec.write_ask(an_ask("bonjour")))
    del row["ask"]["kept"], row["ask"]["shared"]

    assert codec.read_ask(json.dumps(row)) == an_ask("bonjour")


def test_an_unreadable_row_does_not_quote_what_the_user_wrote() -> None:
    broken = codec.write_answer(an_answer("mon prix de réserve")).replace('"draft"', '"daft"')

    with pytest.raises(UnreadableRow) as caught:
        codec.read_ask(broken)

    assert str(caught.value) == "store.unreadable"
    assert caught.value.__suppress_context__
    assert caught.value.__cause__ is None


def test_a_text_that_utf8_cannot_hold_is_refused_before_it_is_stored() -> None:
    with pytest.raises(UnreadableRow):
        codec.write_ask(an_ask("\ud83d"))
