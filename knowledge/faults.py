"""What is wrong in a file of the shelf: which file, which field, and why, in either language."""

import dataclasses
from collections.abc import Mapping

from knowledge.card import Language
from knowledge.sentences import say


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a card file or a file of facts.

    `field` is where in the file; `what` names a sentence of sentences.toml and `values` fill it.
    """

    file: str
    field: str
    what: str
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)

    def in_words(self, language: Language) -> str:
        """Return the sentence that a person reads."""
        what = say(self.what, language, **self.values)
        return say("broken_card", language, file=self.file, field=self.field, what=what)
