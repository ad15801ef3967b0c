"""What every JSON Lines command says of a line that it cannot answer."""

import json

from pydantic import StrictInt, StrictStr, ValidationError

Name = StrictStr | StrictInt
"""An id or a user as it came, which is how it goes back: `true` is not 1."""


def refusal(line: str | bytes, error: ValidationError) -> dict[str, object]:
    """Return the answer to a bad line: its id where it has one, and what is wrong with it.

    The reason names the field and the rule, never the value: a value may be somebody's limit.
    """
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, first["loc"])) or "line"
    return {"id": _id_of(line), "error": f"{place}: {first['msg']}"}


def _id_of(line: str | bytes) -> object:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value.get("id") if isinstance(value, dict) else None
