"""What the user was asked, so that their next message is the answer: stored, so it survives.

Written into `User.pending` as `edit:12:subject:907` or `debrief:12:907`: the deal's number, the
field, and the update whose tap asked; or as `paste:check:3:907`, with a conversation. Updates up
to that one are repeats and answer nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.coach.answer import Want

PASTED = (Want.CHECK, Want.READ_MESSAGE)
"""What can be wanted of a message that the user is asked to paste."""


class Field(StrEnum):
    """What can be corrected on a deal by hand."""

    COUNTERPART = "counterpart"
    SUBJECT = "subject"
    NOTES = "notes"
    FIGURES = "figures"
    OUTCOME = "outcome"
    LESSON = "lesson"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Pending:
    """The next message sets `field` of the deal, or is its debrief where `field` is None."""

    deal: int
    since: int
    field: Field | None = None

    @property
    def written(self) -> str:
        """Return the text that is stored with the user."""
        if self.field is None:
            return f"debrief:{self.deal}:{self.since}"
        return f"edit:{self.deal}:{self.field.value}:{self.since}"

    def repeats(self, other: "Question | None") -> bool:
        """Tell whether another question asks for the same, as after a double tap."""
        return isinstance(other, Pending) and (self.deal, self.field) == (other.deal, other.field)

    def before(self, update_id: int) -> bool:
        """Tell whether an update came after the question, not before it as a repeat does."""
        return self.since < update_id


@dataclass(frozen=True, slots=True)
class Paste:
    """The next message is one to check against what `conversation` holds, or one to read."""

    want: Want
    conversation: int
    since: int

    @property
    def written(self) -> str:
        """Return the text that is stored with the user."""
        return f"paste:{self.want.value}:{self.conversation}:{self.since}"

    def repeats(self, other: "Question | None") -> bool:
        """Tell whether another question asks for the same, as after a double tap."""
        asked = (self.want, self.conversation)
        return isinstance(other, Paste) and asked == (other.want, other.conversation)

    def before(self, update_id: int) -> bool:
        """Tell whether an update came after the question, not before it as a repeat does."""
        return self.since < update_id


Question = Pending | Paste


def read(text: str) -> Question | None:
    """Return what `written` wrote; None for no question, and for one of another version."""
    match text.split(":"):
        case ["paste", want, talk, since] if want in PASTED:
            return Paste(Want(want), int(talk), int(since)) if _whole(talk, since) else None
        case ["debrief", deal, since]:
            field = None
        case ["edit", deal, name, since] if name in set(Field):
            field = Field(name)
        case _:
            return None
    return Pending(int(deal), int(since), field) if _whole(deal, since) else None


def _whole(*numbers: str) -> bool:
    return all(number.isdecimal() for number in numbers)
