"""What the user was asked, so that their next message is the answer: stored, so it survives.

Written into `User.pending` as `edit:12:subject:907` or `debrief:12:907`: the deal's number, the
field, and the update whose tap asked. Updates up to that one are repeats and answer nothing.
"""

from dataclasses import dataclass
from enum import StrEnum


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

    def repeats(self, other: "Pending | None") -> bool:
        """Tell whether another question asks for the same, as after a double tap."""
        return other is not None and (self.deal, self.field) == (other.deal, other.field)

    def before(self, update_id: int) -> bool:
        """Tell whether an update came after the question, not before it as a repeat does."""
        return self.since < update_id


def read(text: str) -> Pending | None:
    """Return what `written` wrote; None for no question, and for one of another version."""
    match text.split(":"):
        case ["debrief", deal, since]:
            field = None
        case ["edit", deal, name, since] if name in set(Field):
            field = Field(name)
        case _:
            return None
    if not (deal.isdecimal() and since.isdecimal()):
        return None
    return Pending(int(deal), int(since), field)
