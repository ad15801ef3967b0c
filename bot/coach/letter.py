"""The form of a message to the counterpart: greeting, paragraphs, sign-off."""

from bot.coach.deal import Deal
from bot.texts import say
from knowledge.card import Language

_TITLES = {
    **dict.fromkeys(("M", "Mr", "Monsieur"), "man"),
    **dict.fromkeys(("Mme", "Madame", "Ms", "Mrs"), "woman"),
    "Dr": "doctor",
}


def letter(deal: Deal, sentences: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs of a message: greeting, what is heard and asked, offer, next step."""
    language = deal.draft_language
    greeting = _greeting(deal.name, language)
    head = " ".join(sentences[:2]) if len(sentences) > 3 else ""  # noqa: PLR2004 - 4 blocks
    body = (head, *sentences[2:]) if head else sentences
    return (greeting, *body, say("coach.sign_off", language))


def _greeting(name: str, language: Language) -> str:
    if not name:
        return say("coach.greeting", language)
    first, _, rest = name.partition(" ")
    title = _TITLES.get(first.rstrip("."))
    if title:
        shown = f"{say(f'coach.title_{title}', language)} {rest}"
    else:
        # "Hello Lena," but « Bonjour Lena Brandt, »: French letters keep the whole name.
        shown = first if language is Language.EN else name
    return say("coach.greeting_name", language, name=shown)
