"""The lines that mail programs and messengers put above a message that is passed on."""

import re
from dataclasses import dataclass

_NAME = r"[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+){0,3}"
_FIELD = r"(?i:à|to|objet|subject|re|date|envoyé(?: le)?|sent|cc|cci|bcc|répondre à|reply-to)"
_MARK = re.compile(
    r"^[ \t>*_]*(?:"
    # -----Message d'origine-----, ------ Forwarded message ------, Début du message transféré :
    r"-{2,}[ ]?(?i:message d['’]origine|original message|message transféré|forwarded message"
    r"|message original|début du message[^\n]{0,20})[ ]?-{2,}"
    r"|(?i:début du message (?:transféré|réexpédié)|begin forwarded message|message transféré"
    r"|forwarded message)[ ]?:?"
    # De : Luc Mangin <luc@…>, From: …
    rf"|(?:De|From|DE|FROM)[ \u00a0]?:[ ]*(?:(?P<sender>{_NAME})|(?=[^\n]{{1,60}}@))[^\n]{{0,120}}"
    # Le 12 mars à 10:02, Sophie Aubert <…> a écrit :, On Tue, 3 Mar 2026 at 10:02, X wrote:
    rf"|(?:Le|On)[ ][^\n]{{3,60}}?,?[ ](?P<writer>{_NAME})(?:[ ]?[<(][^\n>)]{{1,60}}[>)])?"
    r"[ ](?:a écrit|wrote)[ \u00a0]?:"
    # Forwarded from Lena Brandt, Transféré de Lena Brandt
    rf"|(?:Forwarded from|Transféré de|Message transféré de)[: ]+(?P<relayed>{_NAME})[^\n]{{0,40}}"
    # Lena Brandt, [12.03.27 10:02] as Telegram copies a message; [12/03/2027 10:02] Lena Brandt:
    rf"|(?P<copied>{_NAME}),?[ ]\[\d[^\]\n]{{4,30}}\][: ]*"
    rf"|\[\d[^\]\n]{{4,30}}\][ ](?P<stamped>{_NAME})[ ]?:"
    r")[ \t]*",
    re.MULTILINE,
)
_HEADERS = re.compile(rf"(?:[ \t>]*{_FIELD}[ \u00a0]?:[^\n]{{0,200}}(?:\n|$)|[ \t>]*\n)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the lines above a message begin and end, and who sent it (or an empty name)."""

    start: int
    end: int
    name: str


def first_mark(text: str) -> Mark | None:
    """Return the first mark of a text, with the header lines under it, or None."""
    found = _MARK.search(text)
    if found is None:
        return None
    start, end, name = found.start(), found.end(), _name_of(found)
    while True:
        end = _past_headers(text, end)
        below = _MARK.match(text, end)
        if below is None:
            return Mark(start, end, name)
        end, name = below.end(), name or _name_of(below)


def without_marks(text: str) -> str:
    """Return a text without the lines that only tell who wrote what follows."""
    return _MARK.sub("", text)


def _past_headers(text: str, end: int) -> int:
    if end < len(text) and text[end] != "\n":
        return end
    found = _HEADERS.match(text, min(end + 1, len(text)))
    return found.end() if found else end


def _name_of(found: re.Match[str]) -> str:
    return next((name for name in found.groupdict().values() if name), "")
