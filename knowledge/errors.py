"""What can go wrong on the shelf, with the sentence that a person reads.

KnowledgeError
├── UnknownCard   no card has this id in this language
├── BrokenCard    no card file keeps the format: the first one's field and what is wrong
├── IndexLocked   another process works on the same index
├── IndexUnusable the folder of the index cannot be written: rights, a full disk
├── UnknownDeal   this owner has no such deal (perhaps someone else has: it is not told)
├── DealExists    this owner has a deal with this id already
└── BadDeals      a file of deals that cannot be taken in: every fault by line
"""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.card import Language
from knowledge.faults import Fault
from knowledge.sentences import say


class KnowledgeError(Exception):
    """An error whose `text` names a sentence in sentences.toml and whose `values` fill it.

    `str(error)` is that sentence in English; `in_words` gives it in either language. Values are
    ids, file names and fields, never what a user wrote.
    """

    def __init__(self, text: str, values: Mapping[str, str]) -> None:
        super().__init__(text)
        self.text = text
        self.values = values

    def in_words(self, language: Language) -> str:
        """Return the sentence that a person reads."""
        return say(self.text, language, **self.values)

    def __str__(self) -> str:
        return self.in_words(Language.EN)


class UnknownCard(KnowledgeError):
    """No card has this id in this language."""

    def __init__(self, card_id: str, language: Language) -> None:
        super().__init__("unknown_card", {"card": card_id, "language": language.value})


class BrokenCard(KnowledgeError):
    """No card file keeps the format; this is the first of their faults."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what, {})
        self.fault = fault

    def in_words(self, language: Language) -> str:
        """Return the sentence that a person reads."""
        return self.fault.in_words(language)


class IndexLocked(KnowledgeError):
    """Another process holds the index: two writers would corrupt it."""

    def __init__(self, directory: Path) -> None:
        super().__init__("index_locked", {"directory": str(directory)})


class UnknownDeal(KnowledgeError):
    """This owner has no deal with this number."""

    def __init__(self) -> None:
        super().__init__("unknown_deal", {})


class DealExists(KnowledgeError):
    """This owner has a deal with this id already."""

    def __init__(self, deal_id: str) -> None:
        super().__init__("deal_exists", {"deal": deal_id})


class IndexUnusable(KnowledgeError):
    """The index can be neither opened nor built in this folder: rights, or no space left."""

    def __init__(self, directory: Path) -> None:
        super().__init__("index_unusable", {"directory": str(directory)})


@dataclasses.dataclass(frozen=True, slots=True)
class DealFault:
    """One thing wrong in a file of deals, never with the value: a value may be a secret.

    `line` is 0 where it is the file as a whole, `field` empty where it is the line as a whole.
    `what` names a sentence, and `values` fill it.
    """

    line: int
    field: str
    what: str
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)

    def in_words(self, language: Language) -> str:
        """Return the sentence that a person reads."""
        what = say(self.what, language, **self.values)
        if not self.line:
            return what
        if not self.field:
            return say("deal_fault_line", language, line=self.line, what=what)
        name = say(f"deal_field_{self.field}", language)
        return say("deal_fault_field", language, line=self.line, field=name, what=what)


class BadDeals(KnowledgeError):
    """A file of deals that cannot be taken in: all of its faults, in the order of its lines."""

    shown = 10
    """How many faults `in_words` lists."""

    def __init__(self, faults: Sequence[DealFault]) -> None:
        super().__init__("bad_deals", {})
        self.faults = tuple(faults)

    def in_words(self, language: Language) -> str:
        """Return what is wrong, one fault a line: the first ones, and how many more."""
        lines = [say(self.text, language)]
        lines += [f"- {fault.in_words(language)}" for fault in self.faults[: self.shown]]
        more = len(self.faults) - self.shown
        if more > 0:
            lines.append(
                say("bad_deals_more" if more > 1 else "bad_deals_one_more", language, count=more)
            )
        return "\n".join(lines)
