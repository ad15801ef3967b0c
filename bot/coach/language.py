"""Which language a text is written in, told by its small words."""

import re
from collections.abc import Mapping

from knowledge.card import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")

# Small words carry the language of a short message better than letter statistics do; words
# that two of these languages share (on, an, me, la, le in Italian…) are left out of one of them.
_SMALL_WORDS: Mapping[str, frozenset[str]] = {
    "fr": frozenset(
        "le la les l' d' c' qu' n' j' s' m' un une des du de et est à au aux je tu il elle nous "
        "vous ils elles ce cette ces mon ma mes votre vos notre nos leur leurs que qui quoi dont "
        "où ne pas plus pour par sur avec sans sous dans mais ou donc si comment pourquoi quand "
        "suis sommes êtes sont ai avons avez ont fait faire peux peut pouvez veut veux veulent "
        "bonjour merci cordialement dis lui prix remise appel avant après très trop aussi chez "
        "être y en quel quelle quels bien moins rien".split()
    ),
    "en": frozenset(
        "the a an of to and is are was were be been i you he she it we they this that these my "
        "your his her our their its what which who how why when where do does did don't not no "
        "for by with without from in at on under over if then but or so can could would should "
        "will want wants need have has had hi hello dear thanks thank best regards me him them "
        "us draft reply call price off below above before after very too also i'm we're they're "
        "can't won't it's i'd we'd there about up down".split()
    ),
    "es": frozenset(
        "el los las una unos y es por para con sin sobre pero como qué cómo cuándo yo tú usted "
        "ustedes nosotros nuestro su sus mi precio quiero quiere puede hola gracias muy más del "
        "al este esta ese lo no que se un hasta descuento".split()
    ),
    "de": frozenset(
        "der die das ein eine einen und ist sind ich du er wir ihr sie nicht kein mit ohne für "
        "von zu auf bei aus aber oder wie warum wann mein unser dein euer preis bitte danke "
        "hallo sehr mehr dem den des im am zum zur kann können möchte wollen auch noch".split()
    ),
    "it": frozenset(
        "il lo gli una e è sono di da per con senza su ma come perché quando io noi voi loro mio "
        "nostro vostro suo prezzo voglio vuole possiamo posso ciao buongiorno grazie molto più "
        "del della dei che non sconto al nel fornitore".split()
    ),
    "pt": frozenset(
        "o os as um uma e é são do da dos das em no na por para com sem mas como quando eu nós "
        "você vocês meu nosso seu preço quero quer posso olá obrigado muito mais não que".split()
    ),
    "nl": frozenset(
        "de het een en is zijn ik jij hij wij jullie niet geen met zonder voor van naar op bij "
        "maar of hoe waarom wanneer mijn onze prijs graag bedankt hallo zeer meer kan willen ze "
        "dat dit ook nog".split()
    ),
    "pl": frozenset(
        "i w na z do nie jest się że to jak co dla po od czy ale tak cena proszę dziękuję mam "
        "chcę możemy nasz".split()
    ),
}
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]")


def scores(text: str) -> dict[str, int]:
    """Return how many small words of each known language the text holds."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    return {code: sum(word in small for word in words) for code, small in _SMALL_WORDS.items()}


def detect(text: str) -> Language | None:
    """Return French or English when the text is clearly in it, else None."""
    found = scores(text)
    french, english = found["fr"], found["en"]
    if french == english or other_language(text):
        return None
    return Language.FR if french > english else Language.EN


def other_language(text: str) -> bool:
    """Tell whether the text is clearly in neither French nor English."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(bool(_LATIN.match(char)) for char in letters)
    if len(letters) > 8 and latin * 2 < len(letters):
        return True
    found = scores(text)
    ours = max(found["fr"], found["en"])
    theirs = max(count for code, count in found.items() if code not in ("fr", "en"))
    return theirs >= 3 and theirs >= ours * 2 or theirs >= 2 and ours == 0
