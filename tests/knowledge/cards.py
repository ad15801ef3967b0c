"""Card files and small shelves for the tests of this room."""

from pathlib import Path

from knowledge.card import Language
from knowledge.shelf import Shelf, read_shelf

_FRONT: dict[str, str | None] = {
    "id": "B10",
    "language": "fr",
    "title": '"Le non positif"',
    "roles": "[seller, buyer]",
    "stage": "trade",
    "principles": "[P09]",
    "status": "verified",
    "keywords": '["dire non", "refuser"]',
    "situations": '["il exige une remise impossible", "dire non à un gros client"]',
    "sources": '["Ury 2007, The Power of a Positive No — oui, non, oui"]',
}
_BODY = "Dites oui à ce que vous protégez, puis non, puis oui à autre chose."
_PHRASE = "Nous tenons à ce partenariat, et nous ne baisserons pas le prix."


def card_text(**changes: str | None) -> str:
    """Return a card file: the sample with some fields changed, or left out where None.

    `body` is the text below; the other names are fields of the front matter.
    """
    front = {**_FRONT, **changes}
    body = front.pop("body", _BODY) or ""
    lines = [f"{name}: {value}" for name, value in front.items() if value is not None]
    return "\n".join(["---", *lines, "---", body, "", f"> {_PHRASE}", ""])


def write_pair(folder: Path, **changes: str | None) -> None:
    """Write the sample card in both languages, both with these changes."""
    card_id = changes.get("id") or "B10"
    for language in Language:
        text = card_text(**{**changes, "language": language.value})
        (folder / f"{card_id}.{language}.md").write_text(text, "utf-8")


def small_shelf() -> Shelf:
    """Return six cards in both languages, as they are on the shipped shelf or were once."""
    return read_shelf(Path(__file__).with_name("shelf"))
