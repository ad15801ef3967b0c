"""A prompt's fields as a JSON schema for the model, and the check of what came back."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    create_model,
)

from bot.coach.errors import ModelUnavailable
from prompts import Field

# Told to write no 0-9, the embedded model wrote fullwidth digits instead. Quotes, backslashes
# and line ends are out because llama.cpp matches the pattern against the raw JSON: a quote would
# end the string early, and an escape could spell a digit. Paragraphs are fields of their own.
_FORBIDDEN = (
    "0-9"
    "\u00b2\u00b3\u00b9\u00bc-\u00be"  # superscripts and fractions of Latin-1
    "\u0660-\u0669\u06f0-\u06f9\u0966-\u096f"  # Arabic and Devanagari digits
    "\u2070-\u2089\u2150-\u218b"  # superscripts, subscripts, fractions, Roman numerals
    "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"  # numbers in circles and brackets
    "\u3007\u3021-\u3029"  # CJK zero and numerals
    "\uff10-\uff19"  # fullwidth digits
    r'"\\\n\r\t'
)
_SENTENCE = re.compile(r".*[.!?…](?:[ \u202f\u00a0]?»|[”)])?", re.DOTALL)
"""As many whole sentences as there are, from the start of a text."""


def response_format(fields: Sequence[Field]) -> dict[str, Any]:
    """Return OpenAI's `response_format`: these fields, all required, a digit where free."""
    return _format({field.name: _pattern(field) for field in fields})


def plain_format(fields: Sequence[Field]) -> dict[str, Any]:
    """Return the same without patterns, for endpoints that refuse them; `read` still checks."""
    return _format({field.name: {"type": "string"} for field in fields})


def read(text: str, fields: Sequence[Field]) -> dict[str, str]:
    """Return the fields of the raw reply, without spaces around them.

    A text that the pattern stopped at its longest, in mid-sentence, ends with its last whole
    sentence. Raises ModelUnavailable: `llm.cut` when that leaves too little, `llm.junk` for
    anything else that is not what the fields declare.
    """
    try:
        values = _model(fields).model_validate_json(text).model_dump()
    except ValidationError:
        # The error holds the reply itself, which logs must never carry.
        raise ModelUnavailable("llm.junk") from None
    return {field.name: _whole(values[field.name], field) for field in fields}


def _format(properties: dict[str, dict[str, str]]) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "type": "json_schema",
        "json_schema": {"name": "reply", "strict": True, "schema": schema},
    }


def _pattern(field: Field) -> dict[str, str]:
    if field.free:
        return {"type": "string"}
    # Lengths stand in the pattern: llama.cpp ignores minLength and maxLength beside one.
    repeat = f"{{{field.least},{field.most}}}"
    return {"type": "string", "pattern": f"^[^{_FORBIDDEN}]{repeat}$"}


def _whole(value: str, field: Field) -> str:
    if len(value) < field.most:
        return value.strip()
    sentences = _SENTENCE.match(value)
    whole = sentences[0].strip() if sentences else ""
    if len(whole) < field.least:
        raise ModelUnavailable("llm.cut")
    return whole


def _without_digits(value: str) -> str:
    if any(unicodedata.category(character).startswith("N") for character in value):
        raise ValueError("a digit")
    return value


def _long_enough(least: int) -> AfterValidator:
    def check(value: str) -> str:
        if len(value.strip()) < least:
            raise ValueError("too short")
        return value

    return AfterValidator(check)


def _model(fields: Sequence[Field]) -> type[BaseModel]:
    types: dict[str, Any] = {
        field.name: Annotated[
            str,
            StringConstraints(max_length=field.most),
            _long_enough(field.least),
            AfterValidator(str if field.free else _without_digits),
        ]
        for field in fields
    }
    return create_model("Fields", __config__=ConfigDict(extra="forbid", strict=True), **types)
