"""Tells a pasted message of the counterpart from the user's own words."""

import re
from dataclasses import dataclass, replace

from bot.coach.answer import Want
from bot.coach.deal import PRIVATE_ROLES
from bot.coach.understand import cues
from bot.coach.understand.marks import first_mark, without_marks

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
# "Hello Brightwater," is written to the user, so not by them.
_ADDRESSED = re.compile(
    r"\s*(?i:hi|hello|hey|dear|bonjour|bonsoir|chère?|salut|good (?:morning|afternoon))"
    r"(?: (?:M\.|(?:Mr|Mrs|Ms|Dr)\b\.?|Mme|Monsieur|Madame))?"
    r"(?: (?!Accord\b|Coach\b)[A-ZÀ-Ý][\w'’&-]+){1,3}\s?[,!:\n]"
)
_SENTENCE_START = re.compile(r"[^\s.;!?\n][^.;!?\n]*(?:[.,](?=\d)[^.;!?\n]+)*[.;!?]*")
_WRITES = re.compile(
    r"\b(?:(?:il|elle|on|ils|elles|(?:mon|ma|le|la|notre|l['’]) ?(?:client|cliente|fournisseur"
    r"|acheteur|acheteuse|vendeur|vendeuse)|s?he|they|(?:my|the|our) (?:client|customer|supplier"
    r"|buyer|seller))(?: m['’]| me | nous | vient de m['’]| has | just )?(?: ?a | ?ont )? ?"
    r"(?:écrit|écrivent|ecrit|répond|répondu|repond|écrire|wrote|writes?|repl(?:ied|ies)|texted)"
    r"(?: me| us| ceci| ça| this)?[ \u00a0]?:[ \u00a0]*(?=[^\s])|\b(?:il|elle|he|she|they) "
    r"(?:m['’]a dit|dit|says?|said)[ \u00a0]?:[ \u00a0]*(?=[\"“«]))",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"[\"“«]\s?([^\"“«”»]{2,})[\"”»]")
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

    Looks, in this order, for lines quoted with ">", the header of a mail, "he wrote: …" in a line,
    a long passage between quotation marks, a passage after a lead-in such as "she writes:",
    paragraphs that a greeting opens or a signature closes, and a text that greets the user by
    name. What none of these marks is the user's own.
    """
    for cut in _CUTS:
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


def _by_mark(text: str) -> Voices | None:
    """Read what stands under the header of a mail or of a message that was passed on."""
    mark = first_mark(text)
    if mark is None:
        return None
    received, own_after = _until_the_user(text[mark.end :])
    if not received.strip():
        return None
    voices = _voices(f"{text[: mark.start]}\n{own_after}", received)
    return replace(voices, name=voices.name or mark.name)


def _until_the_user(text: str) -> tuple[str, str]:
    """Return a message and what the user wrote under it: after its signature, or for the coach."""
    signed = _SIGN_OFF.search(text)
    if signed and signed["name"][0].isupper():
        return text[: signed.end()], text[signed.end() :]
    breaks = [found.end() for found in re.finditer(r"\n\s*\n", text)]
    ends = [*breaks[1:], len(text)]
    parts = (
        [(begin, text[begin:end]) for begin, end in zip(breaks, ends, strict=True)]
        if breaks
        else []
    )
    wishes = [begin for begin, part in parts if _wants_a_text(part)]
    last = [begin for begin, part in parts[-1:] if _is_for_the_coach(part)]
    own = next(iter([*wishes, *last]), len(text))
    return text[:own], text[own:]


def _by_quote_lines(text: str) -> Voices | None:
    lines = text.splitlines()
    quoted = [line for line in lines if _QUOTE_LINE.match(line)]
    if not quoted:
        return None
    own = "\n".join(line for line in lines if not _QUOTE_LINE.match(line))
    mark = first_mark(own)
    voices = _voices(without_marks(own), "\n".join(_QUOTE_LINE.sub("", line) for line in quoted))
    return replace(voices, name=voices.name or mark.name) if mark else voices


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


def _by_words_of_theirs(text: str) -> Voices | None:
    """Read "he wrote: …" and « il m'écrit : « … » » inside a line."""
    lead = _WRITES.search(text)
    if lead is None:
        return None
    quoted = _INSIDE.match(text, lead.end())
    if quoted:
        begin, end, after = *quoted.span(1), quoted.end()
    else:
        begin = lead.end()
        line = text.find("\n", begin)
        stop = line if line >= 0 else len(text)
        parts = _SENTENCE_START.finditer(text, begin, stop)
        end = after = next((m.start() for m in parts if _is_for_the_coach(m[0])), stop)
    if not text[begin:end].strip():
        return None
    return _voices(f"{text[: lead.start()]} {text[after:]}", text[begin:end])


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


def _by_address(text: str) -> Voices | None:
    """Read a message that opens with the user's name, up to what only the user would say."""
    greeting = _ADDRESSED.match(text)
    if not greeting:
        return None
    rest = _SENTENCE_START.finditer(text, greeting.end())
    own = next((m.start() for m in rest if _is_for_the_coach(m[0])), len(text))
    # "Bonjour Paul, prépare mon appel" greets the coach under another name.
    written = text[greeting.end() : own].strip()
    return _voices(text[own:], text[:own]) if written else None


def _is_for_the_coach(sentence: str) -> bool:
    """Tell a wish for a text, a limit or a confidence from what a counterpart would write."""
    limits = (cue for role, cue in (*cues.BEFORE, *cues.AFTER) if role in PRIVATE_ROLES)
    return _wants_a_text(sentence) or any(cue.search(sentence) for cue in (*limits, cues.PRIVATE))


def _wants_a_text(sentence: str) -> bool:
    return any(cue.search(sentence) for want, cue in cues.WANTS if want is not Want.DEBRIEF)


_CUTS = (
    _by_quote_lines,
    _by_mark,
    _by_words_of_theirs,
    _by_quotation_marks,
    _by_lead_in,
    _by_signature,
    _by_address,
)
"""The marks of a message, the clearest first."""
