"""The cues of `cues.toml` and `private.toml`, compiled.

Each table keeps the file's order: the first match wins.
"""

import re
import tomllib
from importlib.resources import files

from bot.coach.answer import Want
from bot.coach.deal import FactRole, Flag
from bot.coach.letters import fold
from knowledge.card import Language, Role

Table = dict[str, list[str]]
_FILE: dict[str, Table] = tomllib.loads((files(__package__) / "cues.toml").read_text("utf-8"))
_SECRETS: dict[str, Table] = tomllib.loads(
    (files(__package__) / "private.toml").read_text("utf-8")
)


class Cue:
    """Words to look for, whatever their case and accents."""

    def __init__(self, patterns: list[str]) -> None:
        self._pattern = re.compile(fold("|".join(patterns)), re.IGNORECASE)

    def search(self, text: str) -> bool:
        """Tell whether the text holds one of the words."""
        return bool(self._pattern.search(fold(text)))

    def without(self, text: str) -> str:
        """Return the text with the words taken out."""
        kept, end = [], 0
        # Folding keeps the length of a text, so a place in one is the same place in the other.
        for match in self._pattern.finditer(fold(text)):
            kept.append(text[end : match.start()])
            end = match.end()
        return "".join([*kept, text[end:]])

    def last(self, text: str) -> int:
        """Return where the last of the words in a text ends, or -1."""
        return max((match.end() for match in self._pattern.finditer(fold(text))), default=-1)

    def count(self, text: str) -> int:
        """Return how many of the words the text holds."""
        return len(self._pattern.findall(fold(text)))


BEFORE = tuple((FactRole(name), Cue(words)) for name, words in _FILE["before"].items())
"""What stands before a figure, up to the figure before it, inside the same clause."""

AFTER = tuple((FactRole(name), Cue(words)) for name, words in _FILE["after"].items())
"""What stands after a figure, inside the same clause."""

FLAGS = {Flag(name): Cue(words) for name, words in _FILE["flags"].items()}
ACROSS = tuple((Role(name), Cue(words)) for name, words in _FILE["across"].items())
ROLES = tuple((Role(name), Cue(words)) for name, words in _FILE["roles"].items())
DECLARED = tuple((Role(name), Cue(words)) for name, words in _FILE["declared"].items())
WANTS = tuple((Want(name), Cue(words)) for name, words in _FILE["wants"].items())
DRAFT_IN = tuple((Language(name), Cue(words)) for name, words in _FILE["draft_in"].items())

_SINGLE = {name: Cue(words) for name, words in _FILE["single"].items()}
PAYMENT = _SINGLE["payment"]
CALL_TIME = _SINGLE["call_time"]
QUESTION = _SINGLE["question"]
CORRECTION = _SINGLE["correction"]
GREETING = _SINGLE["greeting"]
THANKS = _SINGLE["thanks"]
THEIR_LIMIT = _SINGLE["their_limit"]
FROM_PRICE = _SINGLE["from_price"]
ANOTHER_QUOTE = _SINGLE["another_quote"]
CHEAPER = _SINGLE["cheaper"]
RIVAL_VERB = _SINGLE["rival_verb"]
ELSEWHERE = _SINGLE["elsewhere"]
CLAIM = _SINGLE["claim"]
SAY_IT = _SINGLE["say_it"]

TO_SAY = _SINGLE["to_say"]
"""A sentence that asks for something to be told to the counterpart."""

TOLD_THEM = _SINGLE["told_them"]
TOO_MUCH = _SINGLE["too_much"]
WISH = _SINGLE["wish"]
VERB_FIRST = _SINGLE["verb_first"]
ENGLISH_THIRD = _SINGLE["english_third"]
FIRST = _SINGLE["first"]
THIRD = _SINGLE["third"]
PUBLIC = _SINGLE["public"]
ALL_THERE_IS = _SINGLE["all_there_is"]
OWN_PURSE = _SINGLE["own_purse"]
DEPOSIT = _SINGLE["deposit"]
OTHER_DELAY = _SINGLE["other_delay"]
LOOKING_BACK = _SINGLE["looking_back"]
THIS_DAY = _SINGLE["this_day"]

MEMORY = _SINGLE["memory"]
"""A question about the user's own past negotiations."""

REMINDER = _SINGLE["reminder"]
"""A wish to be reminded of them: it needs no question mark."""

ADVICE = _SINGLE["advice"]
"""A question about what to do now."""

MAKE = _SINGLE["make"]

DEBRIEF_HEADING = _SINGLE["debrief_heading"]
AGREED = _SINGLE["agreed"]
TRADED = _SINGLE["traded"]
AGAIN = _SINGLE["again"]


def _kept(*reasons: str) -> Cue:
    return Cue([word for reason in reasons for word in _SECRETS[reason]["words"]])


PRIVATE = _kept(*_SECRETS)
"""A sentence with one of these stays with the user: when in doubt, private."""

_OF_A_CLAUSE = ("would_accept", "authority", "earnings")
KEPT_WHOLE = _kept(*(reason for reason in _SECRETS if reason not in _OF_A_CLAUSE))
"""Reasons to keep every figure of the sentence."""

KEPT_CLAUSE = _kept(*_OF_A_CLAUSE)
"""Reasons that speak of a figure in their own clause: "they ask 620, I can go to 590"."""

# Names are told by their capitals, so these two do not ignore case.
FIRM = re.compile(
    r"\b(?:de|chez|avec|from|at|with|client|cliente|fournisseur|supplier|customer)\s+"
    r"(?:la société |l['’]entreprise )?"
    r"(?P<firm>[A-ZÀ-Ý][\w&'’-]*(?: (?:(?:d[ue]s?|la|le|les|l['’]|of|the|&|et|and) ?)?"
    r"[A-ZÀ-Ý][\w&'’-]*){0,3})"
)
PERSON = re.compile(
    r"\b(?P<titled>(?:M\.|(?:Mme|Mr|Ms|Mrs|Dr|Monsieur|Madame)\b\.?)\s+"
    r"[A-ZÀ-Ý][a-zà-ÿ'’-]+(?: [A-ZÀ-Ý][a-zà-ÿ'’-]+)?)"
    r"|\b(?:call|appelle|appeler|réponds à|répondre à|reply to|write to)"
    r"\s+(?P<name>[A-ZÀ-Ý][a-zà-ÿ'’-]+(?: [A-ZÀ-Ý][a-zà-ÿ'’-]+)?)"
    r"|\b(?:avec|à|with|to)\s+(?P<both>[A-ZÀ-Ý][a-zà-ÿ'’-]+ [A-ZÀ-Ý][a-zà-ÿ'’-]+)"
)
