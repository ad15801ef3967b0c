"""One tap on the echo: which figures stay private, corrected without a word. The coach is real."""

import json
import logging
from dataclasses import replace
from datetime import date

import pytest

from bot.coach.answer import Ask
from bot.coach.coach import Coach
from bot.telegram.figures import MOST_FIGURES, decided, figures_of, may_hold_figures
from bot.telegram.keyboards import CorrectTap, FigureTap, RedoTap
from bot.texts import say
from knowledge.card import Language
from tests.bot.telegram.scene import ENGLISH, FRENCH, Event, Scene, StringCoach, button, labels
from tests.bot.telegram.values import answer, draft_answer
from tests.fakes import AwayModel, Shelf

USERS = [(FRENCH, Language.FR), (ENGLISH, Language.EN)]
SITUATION = {
    Language.FR: "J’achète des cartons à Mme Petit. Elle demande 2,40 €, je propose 2,10 €, "
    "ma limite est de 2,25 €. Rédige ma contre-offre.",
    Language.EN: "I buy boxes from Ms Rivera. She asks €2.40, I offer €2.10, my limit is €2.25. "
    "Draft my counter-offer.",
}
LIMIT = {Language.FR: "2,25 €", Language.EN: "€2.25"}
OFFER = {Language.FR: "2,10 €", Language.EN: "€2.10"}


def real() -> Coach:
    return Coach(AwayModel(), Shelf())


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def of(text: str, **fields: object) -> Ask:
    return replace(Ask(texts=(text,), today=date(2026, 11, 24)), **fields)  # type: ignore[arg-type]


async def corrected(scene: Scene, user: int, language: Language, *taps: str) -> Event:
    """Draft, open the figures, tap these; return the message of the figures as it is then."""
    await scene.send(SITUATION[language], user)
    [message] = await scene.until_messages(1, user)
    await scene.tap(message, say("telegram.button_correct", language), user)
    shown = (await scene.until_messages(2, user))[1]
    for number, label in enumerate(taps, start=1):
        await scene.tap(shown, label, user)
        shown = (await scene.until_events("edit", number, user))[-1]["message"]
    return shown


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_a_limit_that_is_unlocked_may_be_told_in_the_draft_made_again(
    scene: Scene, user: int, language: Language
) -> None:
    async with scene.bot(real()):
        shown = await corrected(scene, user, language, f"🔒 {LIMIT[language]}")
        await scene.tap(shown, say("telegram.button_redo", language), user)
        again = (await scene.until_messages(3, user))[2]
        await scene.until_quiet()

    assert shown["text"] == say("telegram.correct", language)
    assert f"🔓 {LIMIT[language]}" in labels(shown)
    echo = plain(again["text"]).splitlines()[0]
    assert LIMIT[language] in echo
    assert "🔒" not in echo
    first, second = [row for n in (1, 2) if (row := await scene.journal.ask(user, n))]
    assert first.ask.shared == second.ask.shared == (LIMIT[language],)


@pytest.mark.parametrize(("user", "language"), USERS)
async def test_an_offer_that_is_locked_is_not_told(
    scene: Scene, user: int, language: Language
) -> None:
    async with scene.bot(real()):
        shown = await corrected(scene, user, language, f"🔓 {OFFER[language]}")
        await scene.tap(shown, say("telegram.button_redo", language), user)
        again = (await scene.until_messages(3, user))[2]
        await scene.until_quiet()

    assert f"🔒 {OFFER[language]}" in labels(shown)
    row = await scene.journal.ask(user, 2)
    assert row is not None
    assert row.ask.kept == (OFFER[language],)
    assert row.answer is not None
    assert row.answer.draft is None or OFFER[language] not in plain(row.answer.draft)
    assert button(again, say("telegram.button_correct", language))


async def test_a_second_tap_switches_back(scene: Scene) -> None:
    async with scene.bot(real()):
        shown = await corrected(scene, FRENCH, Language.FR, "🔒 2,25 €", "🔓 2,25 €")

    assert "🔒 2,25 €" in labels(shown)
    [row] = await scene.rows()
    assert (row.ask.kept, row.ask.shared) == (("2,25 €",), ())


async def test_quick_taps_on_an_old_picture_are_all_kept(scene: Scene) -> None:
    async with scene.bot(real()):
        shown = await corrected(scene, FRENCH, Language.FR)
        await scene.tap(shown, "2,25 €")
        await scene.tap(shown, "2,10 €")
        await scene.until_events("edit", 2)

    [row] = await scene.rows()
    assert (row.ask.kept, row.ask.shared) == (("2,10 €",), ("2,25 €",))


async def test_corrections_survive_a_restart_and_hold_for_what_is_said_next(scene: Scene) -> None:
    async with scene.bot(real()):
        shown = await corrected(scene, FRENCH, Language.FR, "🔒 2,25 €")

    async with scene.bot(real()):
        await scene.tap(shown, "🔓 2,10 €")
        await scene.until_events("edit", 2)
        await scene.send("non, elle demande 2,45 €")
        await scene.until_messages(3)

    *_, last = await scene.rows()
    assert last.ask.texts[-1] == "non, elle demande 2,45 €"
    assert (last.ask.kept, last.ask.shared) == (("2,10 €",), ("2,25 €",))


async def test_callback_data_and_logs_hold_no_figure(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")

    async with scene.bot(real()):
        shown = await corrected(scene, FRENCH, Language.FR, "🔒 2,25 €")

    rows = shown["reply_markup"]["inline_keyboard"]
    data = [b["callback_data"] for row in rows for b in row]
    assert not any("2,25" in one or "225" in one for one in data)
    assert "2,25" not in caplog.text


@pytest.mark.parametrize(
    "data",
    [
        CorrectTap(ask=1).pack(),
        FigureTap(ask=1, place=0, keep=False).pack(),
        RedoTap(ask=1).pack(),
    ],
)
async def test_figures_of_another_user_are_out_of_reach(scene: Scene, data: str) -> None:
    async with scene.bot(real()):
        await corrected(scene, FRENCH, Language.FR)
        await scene.tap_foreign(data, ENGLISH)
        shown = (await scene.until_events("callback_answer", 2, None))[1]

    assert shown["text"] == say("telegram.gone", Language.EN)
    [row] = await scene.rows()
    assert row.ask.shared == ()


@pytest.mark.parametrize("place", ["7", "8", "-1", "x"])
async def test_a_place_that_holds_no_figure_is_answered_in_words(scene: Scene, place: str) -> None:
    async with scene.bot(real()):
        await corrected(scene, FRENCH, Language.FR)
        await scene.tap_foreign(f"figure:1:{place}:1")
        shown = (await scene.until_events("callback_answer", 2, None))[1]

    assert shown["text"] == say("telegram.gone", Language.FR)


async def test_an_answer_without_an_echo_offers_no_correction(scene: Scene) -> None:
    async with scene.bot(StringCoach(lambda ask: answer(draft="Bonjour, à 2,10 €."))):
        await scene.send(SITUATION[Language.FR])
        [message] = await scene.until_messages(1)

    assert not any("Corriger" in label for label in labels(message))


async def test_dates_alone_are_no_figures_to_correct(scene: Scene) -> None:
    async with scene.bot(StringCoach(lambda ask: draft_answer("Bonjour,"))):
        await scene.send("Je l’appelle le 3 mars, prépare mon appel.")
        [message] = await scene.until_messages(1)
        await scene.tap(message, "Corriger")
        [shown] = await scene.until_events("callback_answer", 1, None)

    assert shown["text"] == say("telegram.no_figures", Language.FR)


def test_only_own_figures_are_worth_a_button() -> None:
    echoed = draft_answer("Bonjour,")
    theirs = "Bonjour, notre prix passe à 48 €.\nCordialement,\nPaul Mercier"

    assert may_hold_figures(of("je veux 45 €"), echoed)
    assert not may_hold_figures(of(theirs), echoed)
    assert not may_hold_figures(of("je veux un meilleur prix"), echoed)


async def test_figures_of_the_counterpart_are_not_among_them() -> None:
    ask = of("je veux 45 €", received="Notre prix passe à 48 €.")

    assert [figure.words for figure in await figures_of(ask)] == [("45 €",)]


async def test_one_figure_said_twice_is_one_button_and_one_secret() -> None:
    ask = of("Ma limite est de 45 000 €. Je ne peux pas aller sous 45000 €.")

    [figure] = await figures_of(ask)
    shared = decided(ask, figure, keep=False)

    assert set(figure.words) == {"45 000 €", "45000 €"}
    assert set(shared.shared) == set(figure.words)
    [again] = await figures_of(shared)
    assert (again.words, again.kept) == (figure.words, False)


async def test_prices_come_first_and_no_more_than_fit() -> None:
    ask = of(
        "Je prends 100 pièces, 200 pièces ou 300 pièces sur 3 ans. Prix : 11 €, 12 €, 13 €, "
        "14 €, 15 € ou 16 €."
    )

    shown = await figures_of(ask)

    assert len(shown) == MOST_FIGURES
    assert all("€" in figure.words[0] for figure in shown[:6])


async def test_a_lock_changes_no_figures_place() -> None:
    ask = of(SITUATION[Language.FR])
    before = await figures_of(ask)

    for figure in before:
        changed = decided(ask, figure, keep=not figure.kept)
        after = await figures_of(changed)
        assert [one.words for one in after] == [one.words for one in before]


def test_the_data_of_a_figure_is_an_id_a_place_and_a_lock() -> None:
    assert json.dumps(FigureTap(ask=12, place=3, keep=True).pack()) == '"figure:12:3:1"'
