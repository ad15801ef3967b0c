"""What can go wrong on the shelf, with the sentence that a person reads.

KnowledgeError
├── UnknownCard   no card has this id in this language
├── BrokenCard    a card file that does not keep the format: file, field and what is wrong
├── IndexLocked   another process works on the same index
├── IndexUnusable the folder of the index cannot be written: rights, a full disk
├── UnknownDeal   this owner has no such deal (perhaps someone else has: it is not told)
├── DealExists    this owner has a deal with this id already
└── BadDeals      a file of deals that cannot be taken in: every fault by line
"""

from collections.abc import Mapping
from pathlib import Path

from knowledge.card import Language
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
    """A card file that does not keep the format, the first of its faults."""

    def __init__(self, file: str, field: str, what: str) -> None:
        super().__init__("broken_card", {"file": file, "field": field, "what": what})
        self.file = file
        self.field = field
        self.what = what


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
