"""Finds the cards that answer a question: by meaning, words and letters, fused into one score."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge import embed
from knowledge.card import Card, CardQuery, FoundCard, Language, Role
from knowledge.embed import Vectors
from knowledge.lexical import LetterIndex, WordIndex, asked_texts
from knowledge.meaning import Nearness, Subject
from knowledge.pool import Scores
from knowledge.shelf import Shelf
from knowledge.store import CardIndex, Item
from knowledge.words import language_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for each card, one array of shape (cards,) for each kind, in the ids' order.

    `subject` is one number: about 1 for a question on the base's subject, about -1 for others.
    """

    meaning: Scores
    """Nearness to the card's texts in the question's language (see `Nearness`)."""
    other_meaning: Scores
    """The same in the other language: a second opinion, and what a mixed question needs."""
    words: Scores
    letters: Scores
    wrong_chair: Scores
    """1 where the card is for the other role only."""
    stage: Scores
    """1 where the card helps at the stage that was asked for."""
    subject: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How evidence adds up. Fitted by `python -m bench.retrieval --fit` on the tuning part.

    Only `stage` is set by hand: enough to order near equals, too little to hide a match.
    """

    # Log-odds between cards: a softmax over all of them.
    meaning: float = 46.0
    other_meaning: float = 62.7
    words: float = 1.36
    letters: float = 0.61
    wrong_chair: float = -1.39
    stage: float = 0.6
    # Log-odds that the base has an answer, from the evidence of all cards and the subject.
    answer: float = 2.9
    subject: float = 2.97
    no_answer: float = -19.95
    # Log-odds that one card answers, given that the base does, from its share of the evidence.
    share: float = 1.23
    even: float = 2.42

    def of_cards(self, evidence: Evidence) -> Scores:
        """Return how much speaks for each card, as log-odds up to a constant."""
        total: Scores = (
            self.meaning * evidence.meaning
            + self.other_meaning * evidence.other_meaning
            + self.words * evidence.words
            + self.letters * evidence.letters
            + self.wrong_chair * evidence.wrong_chair
            + self.stage * evidence.stage
        )
        return total

    def of_base(self, evidence: Evidence) -> float:
        """Return the log-odds that any card answers."""
        together = float(np.logaddexp.reduce(self.of_cards(evidence)))
        return self.answer * together + self.subject * evidence.subject + self.no_answer


WEIGHTS = Weights()


def items_of(card: Card) -> Iterator[Item]:
    """Yield the texts of a card that get a vector each."""
    for number, text in enumerate(asked_texts(card)):
        yield Item(f"{card.id}.{card.language}.{number}", card.id, card.language, text)


class CardSearch:
    """Search over one shelf. Safe to call from several threads."""

    def __init__(
        self, shelf: Shelf, index: CardIndex, elsewhere: Mapping[Language, Vectors]
    ) -> None:
        """Take the index of the shelf's items and the vectors of unrelated questions.

        `elsewhere` has one array of shape (n, 384) a language.
        """
        self._shelf = shelf
        self._ids = shelf.ids
        self._near = {one: Nearness(index, one, self._ids) for one in Language}
        ours = [near.vectors for near in self._near.values()]
        self._subject = Subject(ours, list(elsewhere.values()))
        self._words = {one: WordIndex(shelf.of(one), one) for one in Language}
        self._letters = LetterIndex(shelf)

    def __call__(self, query: CardQuery) -> tuple[FoundCard, ...]:
        """Return the best cards in the query's language, best first; () when none answers.

        Role and stage move cards up and down and never hide one. A question in the other of the
        two languages is searched in its own, and answered with the cards' twins.
        """
        text = query.text[: embed.MOST_ASKED].strip()
        written = language_of(text, expected=query.language)
        if written is None or not any(map(str.isalnum, text)):
            return ()
        evidence = self.evidence(text, written, query)
        base = WEIGHTS.of_base(evidence)
        # A bare term such as « MESORE » has too little meaning for a vector: its name counts.
        if base < 0 and not self._words[written].names_one(text):
            return ()
        return self._best(WEIGHTS.of_cards(evidence), max(base, 0.0), query)

    def evidence(self, text: str, written: Language, query: CardQuery) -> Evidence:
        """Return what speaks for each card when `text`, in the language `written`, is asked."""
        vector = embed.query(text)
        other = Language.EN if written == Language.FR else Language.FR
        cards = self._shelf.of(written)
        return Evidence(
            meaning=self._near[written](vector),
            other_meaning=self._near[other](vector),
            words=self._words[written](text),
            letters=self._letters(text),
            wrong_chair=wrong_chairs(cards, query.role),
            stage=_flags(query.stage == card.stage for card in cards),
            subject=self._subject(vector),
        )

    def _best(self, evidence: Scores, base: float, query: CardQuery) -> tuple[FoundCard, ...]:
        shares = evidence - np.logaddexp.reduce(evidence)
        chances = _chance(base) * _chance(WEIGHTS.share * shares + WEIGHTS.even)
        # Equal scores keep one order, that of the ids.
        order = np.argsort(-chances, kind="stable")[: query.limit]
        return tuple(
            FoundCard(self._shelf.card(self._ids[at], query.language), float(chances[at]))
            for at in order
        )


def wrong_chairs(cards: Sequence[Card], role: Role | None) -> Scores:
    """Return 1 for each card that is for the other role only, else 0; all 0 without a role."""
    return _flags(role is not None and role not in card.roles for card in cards)


def _flags(found: Iterator[object]) -> Scores:
    return np.array([bool(one) for one in found], np.float32)


def _chance(log_odds: Scores | float) -> Scores:
    chance: Scores = 1 / (1 + np.exp(-np.asarray(log_odds)))
    return chance
