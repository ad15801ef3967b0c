"""What can go wrong, with the sentence that the user reads.

CoachError
├── Unusable          the ask cannot be worked on (empty, too long, no words, another language)
└── ModelUnavailable  no valid reply from the model; the composed answer is given instead
"""

from collections.abc import Mapping


class CoachError(Exception):
    """An error whose `text` names a sentence in texts/ and whose `values` fill it.

    `str(error)` is the name of the sentence only: logs never carry the user's words.
    """

    def __init__(self, text: str, values: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.values: Mapping[str, str] = values or {}


class Unusable(CoachError):
    """The ask cannot be answered as it stands; nothing is lost, the sentence says what to do."""


class ModelUnavailable(CoachError):
    """The model gave no valid reply: loading, timeout, refused, cut, junk, prompt too long."""
