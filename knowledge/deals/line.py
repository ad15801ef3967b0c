"""One deal as it comes in from a file: checked here, and nowhere else."""

import datetime
import hashlib
import json
import re
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from knowledge.card import Language, Role
from knowledge.deals.deal import (
    MOST_FIGURE,
    MOST_FIGURES,
    MOST_LONG,
    MOST_SHORT,
    PastDeal,
)
from knowledge.errors import DealFault
from knowledge.words import language_of

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAME = re.compile(r".{1,64}", re.DOTALL)
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_KEY_DIGITS = 20
# What pydantic calls a fault, and the sentence that tells it.
_SENTENCES = {
    "missing": "deal_missing",
    "string_type": "deal_text",
    "tuple_type": "deal_list",
    "too_long": "deal_figures",
}


def _day(value: object) -> datetime.date:
    if isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("deal_date", "")


def _language(value: object) -> Language | None:
    if value in (None, ""):
        return None
    if isinstance(value, str) and value in tuple(Language):
        return Language(value)
    raise PydanticCustomError("deal_lang", "")


def _role(value: object) -> Role | None:
    if value in (None, ""):
        return None
    if isinstance(value, str) and value in tuple(Role):
        return Role(value)
    raise PydanticCustomError("deal_role", "")


def _name(value: object) -> str | None:
    """Return what names a deal or a user; a number is a name too, and none is none."""
    if value in (None, ""):
        return None
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and _NAME.fullmatch(text) and text.isprintable() and text.strip():
        return text
    raise PydanticCustomError("deal_id", "")


def _text(most: int) -> AfterValidator:
    def check(text: str) -> str:
        if _NO_TEXT.search(text):
            raise PydanticCustomError("deal_unreadable", "")
        if len(text) > most:
            raise PydanticCustomError("deal_long", "", {"max_length": most})
        return text

    return AfterValidator(check)


def _filled(value: object) -> object:
    return "" if value is None else value


def _listed(value: object) -> object:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else value


_Short = Annotated[str, BeforeValidator(_filled), _text(MOST_SHORT)]
_Long = Annotated[str, BeforeValidator(_filled), _text(MOST_LONG)]
_Figure = Annotated[str, _text(MOST_FIGURE)]


class DealLine(BaseModel):
    """One deal of a file; fields that are not named here are ignored."""

    model_config = ConfigDict(extra="ignore", strict=True)

    user: object = None
    id: Annotated[str | None, BeforeValidator(_name)] = None
    date: Annotated[datetime.date, BeforeValidator(_day)]
    lang: Annotated[Language | None, BeforeValidator(_language)] = None
    role: Annotated[Role | None, BeforeValidator(_role)] = None
    counterpart: _Short = ""
    subject: _Short = ""
    notes: _Long = ""
    outcome: _Long = ""
    figures: Annotated[
        tuple[_Figure, ...], BeforeValidator(_listed), Field(max_length=MOST_FIGURES)
    ] = ()
    lesson: _Long = ""


def read_line(number: int, values: object) -> DealLine | list[DealFault]:
    """Return what a line holds, or all that is wrong with it."""
    try:
        return DealLine.model_validate(values)
    except ValidationError as error:
        return [_fault(number, one) for one in error.errors(include_input=False)]


def user_of(line: DealLine) -> str | None:
    """Return whose deal a line tells, or None where it names nobody by a name or a number."""
    try:
        return _name(line.user)
    except PydanticCustomError:
        return None


def deal_of(line: DealLine, owner: str, language: Language) -> PastDeal:
    """Return the deal that a line tells, its id still empty where the line gave none.

    Where no language is given, the texts tell it; where they do not, it is `language`.
    """
    texts = " ".join((line.subject, line.notes, line.outcome, line.lesson))
    return PastDeal(
        owner=owner,
        id=line.id or "",
        day=line.date,
        language=line.lang or language_of(texts, expected=language) or language,
        role=line.role,
        counterpart=line.counterpart,
        subject=line.subject,
        notes=line.notes,
        outcome=line.outcome,
        figures=line.figures,
        lesson=line.lesson,
    )


def values_of(deal: PastDeal) -> dict[str, object]:
    """Return the fields that an export holds, as JSON knows them."""
    return {
        "id": deal.id,
        "date": deal.day.isoformat(),
        "lang": deal.language.value,
        "role": None if deal.role is None else deal.role.value,
        "counterpart": deal.counterpart,
        "subject": deal.subject,
        "notes": deal.notes,
        "outcome": deal.outcome,
        "figures": list(deal.figures),
        "lesson": deal.lesson,
    }


def content_of(deal: PastDeal) -> PastDeal:
    """Return what names a deal without id: all but its language, which may be a guess."""
    return replace(deal, language=Language.FR)


def named_by_content(deal: PastDeal, seen: int) -> PastDeal:
    """Return a deal without id with one made of its content, the same at every import.

    `seen` tells how many deals of the file up to it have the same content.
    """
    content = json.dumps([values_of(content_of(deal)), seen], sort_keys=True)
    return replace(deal, id=f"row-{hashlib.sha256(content.encode()).hexdigest()[:_KEY_DIGITS]}")


def _fault(number: int, error: ErrorDetails) -> DealFault:
    place = error["loc"]
    if not place:
        return DealFault(number, "", "deal_line_object")
    what = _SENTENCES.get(error["type"], error["type"])
    if not what.startswith("deal_"):
        what = "deal_wrong"
    context = error.get("ctx", {})
    values = {"limit": context["max_length"]} if "max_length" in context else {}
    return DealFault(number, str(place[0]), what, values)
