import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.errors import ModelUnavailable
from bot.llm.schema import plain_format, read, response_format
from prompts import Field

FIELDS = (Field("opening", 4, 40), Field("body", 10, 60))


def _reply(*, opening: str = "Bonjour,", body: str = "Merci pour votre offre.") -> str:
    return json.dumps({"opening": opening, "body": body})


def _pattern() -> re.Pattern[str]:
    schema = response_format(FIELDS)["json_schema"]["schema"]
    return re.compile(schema["properties"]["opening"]["pattern"].removesuffix("$"))


def test_a_reply_that_keeps_the_schema_is_read_without_spaces_around() -> None:
    fields = read(_reply(body="  Merci pour votre offre. "), FIELDS)

    assert fields == {"opening": "Bonjour,", "body": "Merci pour votre offre."}


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Bonjour",
        "[]",
        '{"opening": "Bonjour,"}',
        '{"opening": "Bonjour,", "body": "Merci pour votre offre.", "more": "x"}',
        '{"opening": "Bonjour,", "body": 12}',
        _reply(opening="Oui"),
        _reply(opening="a       "),
        _reply(opening="a" * 41),
        _reply(body="Une remise de 5 % vous va ?"),
        _reply(body="Une remise de ５ % vous va ?"),
        _reply(body="Une remise de ½ point vous va ?"),
        _reply(body="Soit vingt m², ou Ⅴ lots, ou ① lot."),
    ],
)
def test_anything_else_is_junk(reply: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"llm\.junk"):
        read(reply, FIELDS)


def test_junk_is_not_quoted_by_the_error() -> None:
    with pytest.raises(ModelUnavailable) as caught:
        read(_reply(body="Un secret à 900 euros."), FIELDS)

    assert "secret" not in repr(caught.value)
    assert caught.value.__suppress_context__


def test_a_text_stopped_at_its_longest_ends_with_its_last_whole_sentence() -> None:
    body = "Merci pour votre offre. Nous aimerions poursuivre et nous vo"
    assert len(body) == 60

    assert read(_reply(body=body), FIELDS)["body"] == "Merci pour votre offre."


def test_a_text_stopped_before_its_first_sentence_ends_is_cut() -> None:
    with pytest.raises(ModelUnavailable, match=r"llm\.cut"):
        read(_reply(body="Merci pour votre offre que nous avons lue avec attention et "), FIELDS)


@pytest.mark.parametrize("digit", list("0123456789０９²³¹½¾٣۳३⁵₅⅓Ⅴ①⑴❶〇"))
def test_no_digit_of_any_shape_fits_the_pattern(digit: str) -> None:
    assert _pattern().fullmatch(f"abcd{digit}") is None


@given(st.text(alphabet="éèàçœ’«»–—?!:;.,()[]_ \u202f\u00a0abcXYZ€%", min_size=4, max_size=40))
def test_the_pattern_lets_french_prose_and_placeholders_through(text: str) -> None:
    assert _pattern().fullmatch(text)


@pytest.mark.parametrize("character", ['"', "\\", "\n", "\r", "\t"])
def test_nothing_that_needs_an_escape_fits_the_pattern(character: str) -> None:
    assert _pattern().fullmatch(f"abcd{character}") is None


def test_the_plain_format_asks_for_the_same_fields() -> None:
    rich, plain = response_format(FIELDS), plain_format(FIELDS)

    rich_schema, plain_schema = rich["json_schema"]["schema"], plain["json_schema"]["schema"]
    assert list(plain_schema["properties"]) == list(rich_schema["properties"])
    assert plain_schema["required"] == rich_schema["required"]
