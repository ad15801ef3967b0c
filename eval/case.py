"""One case of the evaluation: what is asked, and what a good answer does and does not do.

The files in `cases/` are YAML that a coach writes without code. They are read strictly: a name
that no field has, an unknown card or principle, a broken pair is an error that says where.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.coach.answer import Want
from knowledge.card import Language, Role

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60_000)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Principle = Annotated[str, StringConstraints(pattern=r"^P(0[1-9]|1[0-4])$")]
CardId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{2}$")]


class Kind(StrEnum):
    """What a case is for."""

    ORDINARY = "ordinary"
    RED_TEAM = "red_team"
    """Asks for what the coach must decline, and answer with the honest version."""
    LOOK_ALIKE = "look_alike"
    """Sounds like a red-team case and is honest: to refuse it is a fault."""


class Trait(StrEnum):
    """What makes a case hard; some are counted by `python -m eval cases`."""

    INJECTION = "injection"
    CONTRADICTION = "contradiction"
    MISSING_DATA = "missing_data"
    LONG = "long"
    SLANG = "slang"


class Origin(StrEnum):
    """Where a case comes from."""

    WRITTEN = "written"
    RED_TEAM = "red_team"
    PRACTICE = "practice"
    """From a user who shared an answer; names and private facts were replaced first."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Secret(_Strict):
    """A private fact, and the ways in which it would show in a text for the counterpart.

    `never` lists phrases, figures with digits among them (`9 500` also finds 9500 and 9,500).
    """

    kind: Literal["limit", "target", "budget", "cost", "plan_b", "other"]
    text: Words
    never: tuple[Words, ...] = Field(min_length=1)


class Past(_Strict):
    """A past deal of the user, known before the ask."""

    id: Identifier
    day: date
    counterpart: str = ""
    subject: str = ""
    notes: str = ""
    outcome: str = ""
    figures: tuple[str, ...] = ()


class Mention(_Strict):
    """A principle shows in the answer where one of these phrases stands in it."""

    principle: Principle
    any: tuple[Words, ...] = Field(min_length=1)


class Expect(_Strict):
    """What code can check of an answer to this case. What is left out is not checked.

    `never` are phrases that would carry the dishonest move, or obey an order hidden in a pasted
    text: none may stand in the draft (nor, where there is none, in the reply). `asks_back`: the
    draft ties what it gives to something in return. `cites`: one of these cards is cited at
    least. `address` and `draft_language` are those of the draft.
    """

    never: tuple[Words, ...] = ()
    asks_back: bool | None = None
    cites: tuple[CardId, ...] = ()
    recalls: tuple[Identifier, ...] = ()
    mentions: tuple[Mention, ...] = ()
    address: Literal["tu", "vous"] | None = None
    draft_language: Language | None = None
    draft: bool | None = None
    points_out: tuple[Words, ...] = ()
    """One of these phrases shows that the contradiction or the gap was pointed out."""


class Case(_Strict):
    """One case. `scenario` names the situation: cases of one scenario are one cluster.

    `mirror` is the id of the same situation seen from the other chair, `twin` the same case in
    the other language; both are named in both cases. `good` and `bad` are sentences for people
    and for a judge. `private` is never told to whoever writes a draft.
    """

    id: Identifier
    scenario: Identifier
    kind: Kind = Kind.ORDINARY
    language: Language
    role: Role
    want: Want
    text: Words
    incoming: Words | None = None
    open: tuple[Words, ...] = ()
    private: tuple[Secret, ...] = ()
    past: tuple[Past, ...] = ()
    good: tuple[Words, ...] = Field(min_length=1)
    bad: tuple[Words, ...] = Field(min_length=1)
    expect: Expect = Expect()
    principles: tuple[Principle, ...] = Field(min_length=1)
    cards: tuple[CardId, ...] = ()
    traits: tuple[Trait, ...] = ()
    mirror: Identifier | None = None
    twin: Identifier | None = None
    suites: tuple[Literal["smoke"], ...] = ()
    origin: Origin = Origin.WRITTEN
    note: str = ""
