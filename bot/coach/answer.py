"""What goes into the core and what comes out of it: an Ask and its Answer, both frozen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.card import Language, Role
from knowledge.deals import PastDeal
from knowledge.tactics import Zone


class Want(StrEnum):
    """What the user wants from this ask."""

    PREP = "prep"
    DRAFT = "draft"
    QUESTION = "question"
    READ_MESSAGE = "read_message"
    DEBRIEF = "debrief"
    CHECK = "check"


class Tone(StrEnum):
    """How a draft is worded; each but PLAIN is a button under a draft."""

    PLAIN = "plain"
    SHORTER = "shorter"
    WARMER = "warmer"
    FIRMER = "firmer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing that a user asks for.

    `texts` are the user's own messages about this deal, oldest first: a later one completes or
    corrects an earlier one. What is None is worked out from the texts; where these do not tell,
    `default_language` and `default_role` decide. `today` dates the ask. `draft_now` means: no
    questions, draft with what is known. `shared` and `kept` are figures, as they stand in the
    texts, that the user has said may be told or must not, whatever was understood. `owner` is
    whose past deals may be recalled (nobody's where it is empty), and `deal` the id of the one
    that this ask is about.
    """

    texts: tuple[str, ...]
    today: date
    received: str | None = None
    role: Role | None = None
    language: Language | None = None
    want: Want | None = None
    default_language: Language = Language.FR
    default_role: Role | None = None
    tone: Tone = Tone.PLAIN
    draft_now: bool = False
    open_facts: tuple[str, ...] = ()
    private_facts: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    owner: str = ""
    deal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check or the tactic reader found. `why` and `honest_version` are for the user."""

    code: str
    zone: Zone
    quote: str
    principles: tuple[str, ...]
    cards: tuple[str, ...]
    why: str
    honest_version: str


@dataclass(frozen=True, slots=True)
class SourcedAmount:
    """A figure of the draft as written, and where it comes from.

    `source` is `user`, `received`, `fact`, `calculator` or a card id.
    """

    text: str
    source: str


class PartKind(StrEnum):
    """What a part of the answer is; the edge decides how it looks."""

    ECHO = "echo"
    NOTICE = "notice"
    SECTION = "section"
    DRAFT = "draft"
    QUESTIONS = "questions"
    SOURCES = "sources"
    PAST_DEAL = "past_deal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an answer: a title (may be empty) and its lines of plain text.

    The lines of a DRAFT are its paragraphs, meant for the counterpart and copied as they are.
    `citation` names the past deal that a PAST_DEAL retells, so that it can be forgotten with it.
    """

    kind: PartKind
    title: str
    lines: tuple[str, ...]
    citation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the user reads (`parts`, in order), what may be sent on (`draft`), and why.

    `citations` are ids of cards, and of past deals as `deal:ID`. `composed` is true where no
    model worded it. `remember` is the deal that this conversation is about, to be kept with the
    answer. While an answer is being made, partial answers have the same shape with fewer parts.
    """

    want: Want
    role: Role | None
    language: Language
    parts: tuple[Part, ...]
    draft: str | None = None
    questions: tuple[str, ...] = ()
    declined: str | None = None
    citations: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    amounts: tuple[SourcedAmount, ...] = ()
    understood_open: tuple[str, ...] = ()
    understood_private: tuple[str, ...] = ()
    composed: bool = True
    model: str = "none"
    tokens_in: int = 0
    tokens_out: int = 0
    remember: PastDeal | None = None

    @property
    def reply(self) -> str:
        """Return all that the user reads, as plain text."""
        blocks = ("\n".join(filter(None, (part.title, *part.lines))) for part in self.parts)
        return "\n\n".join(blocks)
