import io
import json

import pytest
from pydantic import BaseModel, ValidationError

from knowledge.json_lines import Name, answer_each, refusal


class Line(BaseModel):
    id: Name


async def named(line: str | bytes) -> dict[str, object]:
    try:
        return {"id": Line.model_validate_json(line).id}
    except ValidationError as error:
        return refusal(line, error)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('{"id": "a"', None),
        ('{"id": true}', None),
        ('{"id": NaN}', None),
        ('{"id": 1.5}', None),
        (r'{"id": "\ud800"}', None),
        ('{"id": ' + "[" * 100_000 + "}", None),
        ("[" * 100_000, None),
        ("[1]", None),
        (b'{"id": "\xff"}', None),
    ],
)
async def test_a_broken_line_is_answered_and_the_next_one_too(
    line: str | bytes, name: object
) -> None:
    out, told = io.StringIO(), io.StringIO()

    code = await answer_each([line, " \n", '{"id": 2}'], named, out, told)

    first, second = map(json.loads, out.getvalue().splitlines())
    assert code == 1
    assert first["id"] == name
    assert first["error"]
    assert second == {"id": 2}
    assert out.getvalue().encode()


async def test_lines_that_are_all_answered_end_in_0() -> None:
    out, told = io.StringIO(), io.StringIO()

    assert await answer_each(['{"id": "é"}', b'{"id": 7}'], named, out, told) == 0
    assert out.getvalue() == '{"id": "é"}\n{"id": 7}\n'
    assert told.getvalue() == "\r1\r2\n"
