"""Tells a pasted message of the counterpart from the user's own words."""

import re
from dataclasses import dataclass

_SIGN_OFF = re.compile(
    r"(?:best(?: regards| wishes)?|(?:kind|warm) regards|regards|cheers|sincerely|yours"
    r"|many thanks"
    r"|thanks|thank you|(?:bien )?cordialement|bien à (?:vous|toi)|(?:sincères |meilleures )?"
    r"salutations(?: distinguées)?|merci(?: d['’]avance)?|amicalement)"
    r"\s{0,3}[,.!]?\s{1,6}"
    r"(?P<name>[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+){0,2})[.!]?\s*(?=$|\n|[\"”»])",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:hi|hello|dear|bonjour|bonsoir|ch[eè]re?|madame|monsieur|good (?:morning|afternoon))\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:(?:voici|voilà|j['’]ai reçu|il|elle|on|ils|elles|mon client|le client|la cliente"
    r"|mon fournisseur|le fournisseur)\b[^\n:«\"“.!?]{0,60}(?:mail|message|courriel|réponse|écrit"
    r"|écrivent|répond|répondu|offre|dit)[^\n:«\"“]{0,30}"
    r"|(?:here['’]?s|here is|i (?:got|received)|s?he|they|my (?:client|customer|supplier))\b"
    r"[^\n:\"“.!?]{0,60}(?:mail|message|wrote|writes|reply|replied|offer|said|says)[^\n:\"“]{0,30}"
    r"|(?:de|from)\s?: [^\n]{1,80}|(?:message transféré|forwarded message)[^\n]{0,60})\s*:?\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“«]([^\"“«”»]{40,})[\"”»]")
_QUOTE_LINE = re.compile(r"^\s*>\s?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Voices:
    """One message taken apart: the user's words, the counterpart's, and how these are signed."""

    own: str
    received: str
    name: str = ""


def split(text: str) -> Voices:
    """Separate what the user says from what the counterpart wrote.

    Looks, in this order, for lines quoted with ">", a long passage between quotation marks, a
    passage after a lead-in such as "she writes:", and paragraphs that a greeting opens or a
    signature closes. What none of these marks is the user's own.
    """
    for cut in (_by_quote_lines, _by_quotation_marks, _by_lead_in, _by_signature):
        voices = cut(text)
        if voices is not None:
            return voices
    return Voices(own=text.strip(), received="")


def signature(text: str) -> str:
    """Return the name that signs a message, or an empty string."""
    names = [found["name"] for found in _SIGN_OFF.finditer(text)]
    return names[-1] if names and names[-1][0].isupper() else ""


def _voices(own: str, received: str) -> Voices:
    return Voices(own=own.strip(), received=received.strip(), name=signature(received))


def _by_quote_lines(text: str) -> Voices | None:
    lines = text.splitlines()
    quoted = [line for line in lines if _QUOTE_LINE.match(line)]
    if not quoted:
        return None
    own = "\n".join(line for line in lines if not _QUOTE_LINE.match(line))
    return _voices(own, "\n".join(_QUOTE_LINE.sub("", line) for line in quoted))


def _by_quotation_marks(text: str) -> Voices | None:
    quotes = list(_QUOTED.finditer(text))
    if not quotes:
        return None
    # People also quote their own ask when they paste two passages; only the first that is
    # signed, greets, or stands first is the counterpart's.
    marked = [q for q in quotes if signature(q[1]) or _GREETING.match(q[1].strip())]
    quote = (marked or quotes)[0]
    own = text[: quote.start()] + " " + text[quote.end() :]
    lead = _LEAD_IN.search(own[: quote.start()])
    if lead:
        own = own[: lead.start()] + own[quote.start() :]
    return _voices(own.replace('"', " ").replace("“", " ").replace("”", " "), quote[1])


def _by_lead_in(text: str) -> Voices | None:
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines[:-1]):
        if not _LEAD_IN.search(line.rstrip()):
            continue
        rest = "".join(lines[number + 1 :])
        own_after = ""
        signed = _SIGN_OFF.search(rest)
        if signed:
            rest, own_after = rest[: signed.end()], rest[signed.end() :]
        elif "\n\n" in rest.strip():
            rest, own_after = rest.strip().split("\n\n", 1)
        own = "".join(lines[:number]) + _before_lead_in(line) + own_after
        return _voices(own, rest)
    return None


def _before_lead_in(line: str) -> str:
    lead = _LEAD_IN.search(line.rstrip())
    return line[: lead.start()] if lead else line


def _by_signature(text: str) -> Voices | None:
    signed = _SIGN_OFF.search(text)
    if not signed or not signed["name"][0].isupper():
        return None
    before = text[: signed.end()]
    # Own words may stand before the pasted message: it begins at its greeting, else at the top.
    paragraphs = list(re.finditer(r"[^\n]+", before))
    start = next((p.start() for p in paragraphs if _GREETING.match(p[0].strip())), 0)
    return _voices(text[:start] + "\n" + text[signed.end() :], text[start : signed.end()])
