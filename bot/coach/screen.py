"""The screen before every model: no figure and no name of a person or a firm passes it.

A model cannot repeat what it has not read. Figures come back as tokens that code fills, and the
counterpart's name in the greeting, which code writes.
"""

import re

from bot.coach.amounts import digits_in, read
from bot.coach.deal import Deal
from bot.coach.language import is_small_word
from bot.texts import say
from knowledge.card import Language

MOST_READ = 500
"""Characters that a model sees of the user's words: enough to tailor, short enough to be quick."""

_TITLE = r"(?:(?:MM?|Mr|Ms|Mrs|Dr)\.?|Mmes?|Mlle|Monsieur|Madame|Maître)"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w&’'-]*"
_LINK = r"(?:\s(?:d[ue]s?|d['’]|la|le|von|van|of|the|&|et|and))?"
_NAMES = re.compile(rf"(?:\b{_TITLE}\s)?\b{_CAPITAL}(?:{_LINK}\s{_CAPITAL})*")
_CAPITALISED = """
ht ttc tva eur usd gbp chf vat rse csr iso rfp sla cgv kpi pme sme moq faq pdf ok
lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday
saturday sunday january february march april may june july august september october november
december q1 q2 q3 q4 t1 t2 t3 t4
"""
_NO_NAMES = frozenset(_CAPITALISED.split())


def screened(text: str, deal: Deal, language: Language) -> str:
    """Return a text with every figure and every name replaced by plain words.

    Rather too much than too little: a word with a capital counts as a name unless it is a small
    word or begins a sentence, and there too unless the text has it elsewhere in small letters.
    """
    stand_in = say("coach.a_figure", language)
    for amount in reversed(read(text, language, deal.today)):
        text = text[: amount.start] + stand_in + text[amount.end :]
    for run in sorted(digits_in(text), key=len, reverse=True):
        text = text.replace(run, stand_in)
    for name in filter(None, (deal.name, deal.firm)):
        text = re.sub(rf"\b{re.escape(name)}\b", say("coach.the_counterpart", language), text)
    return " ".join(without_names(text, language).split())[:MOST_READ]


def without_names(text: str, language: Language) -> str:
    """Return a text with what looks like the name of a person or a firm replaced."""
    stand_in = say("coach.a_name", language)

    def replaced(found: re.Match[str]) -> str:
        words = found[0].split()
        kept = []
        # « Nous voyons » begins a sentence; « Paul voit » does too, and Paul is a name.
        while words and _is_common(words[0], text):
            kept.append(words.pop(0))
        return " ".join([*kept, *([stand_in] if words else [])])

    return _NAMES.sub(replaced, text)


def _is_common(word: str, text: str) -> bool:
    plain = word.casefold()
    if plain in _NO_NAMES or is_small_word(plain):
        return True
    return re.search(rf"\b{re.escape(plain)}\b", text) is not None
