"""The user's past deals in an answer: beside every use case, and never in a draft or a prompt."""

import pytest

from bot.coach.answer import Answer, Ask, Part, PartKind, Want
from bot.coach.coach import Coach
from bot.coach.errors import CoachError
from bot.coach.ports import Memory, Model
from knowledge.deals import Reason, ReasonKind
from tests.bot.coach.deals import TODAY
from tests.bot.coach.memory import Recalling, a_past_deal, found
from tests.fakes import AwayModel, ScriptedModel, Shelf, echo_sentences

PREP = "Prépare mon appel avec Lemaire : j'achète 600 t à 1 095 €, il veut 1 180 €, max 1 130 €."
DRAFT = "Réponds à mon fournisseur Lemaire : il veut 1 180 €/t, je propose 1 095 €, max 1 130 €."
QUESTION = "Comment répondre à Lemaire qui trouve que c'est trop peu ?"
MEMORY = "Qu'est-ce que j'avais lâché à Lemaire la dernière fois ?"
MEMORY_EN = "What did we agree with Lemaire on 12 March 2026?"


async def answered(
    text: str,
    memory: Memory,
    *,
    model: Model | None = None,
    shelf: tuple[str, ...] = ("A12",),
    **known: object,
) -> Answer:
    values: dict[str, object] = {"texts": (text,), "today": TODAY, "owner": "7", "deal": "c1"}
    ask = Ask(**(values | known))  # type: ignore[arg-type]
    return await Coach(model or AwayModel(), Shelf(*shelf), memory).answer(ask)


def past(answer: Answer) -> list[Part]:
    return [part for part in answer.parts if part.kind is PartKind.PAST_DEAL]


def kinds(answer: Answer) -> list[PartKind]:
    return [part.kind for part in answer.parts]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


THREE = (found(a_past_deal("a")), found(a_past_deal("b")), found(a_past_deal("d")))


@pytest.mark.parametrize("text", [PREP, DRAFT, QUESTION])
async def test_two_deals_at_most_stand_before_the_sources(text: str) -> None:
    answer = await answered(text, Recalling(*THREE))

    assert kinds(answer)[-3:] == [PartKind.PAST_DEAL, PartKind.PAST_DEAL, PartKind.SOURCES]
    assert len(past(answer)) == 2
    assert answer.citations[-2:] == ("deal:a", "deal:b")
    assert [part.citation for part in past(answer)] == ["deal:a", "deal:b"]


@pytest.mark.parametrize("text", [PREP, DRAFT, QUESTION, MEMORY])
async def test_the_deal_that_the_conversation_is_about_does_not_recall_itself(text: str) -> None:
    own = found(a_past_deal("c1"))

    answer = await answered(text, Recalling(own, *THREE))

    assert "deal:c1" not in answer.citations
    assert "deal:a" in answer.citations


async def test_a_deal_opens_with_its_lesson_then_outcome_figures_and_why() -> None:
    part = past(await answered(PREP, Recalling(THREE[0])))[0]

    assert plain(part.title) == (
        "12 mars 2026 · Fonderie Lemaire · Hausse de tarif sur les pièces en fonte"
    )
    assert [plain(line) for line in part.lines] == [
        "Demander le détail poste par poste.",
        "Conclu : 3,2 % contre un planning ferme.",
        "Chiffres d’alors : demandé 8,5 % · limite 4,75 %",
        "Pourquoi je vous la rappelle : même interlocuteur (Lemaire)",
    ]


async def test_without_a_lesson_the_outcome_opens_and_stands_once() -> None:
    part = past(await answered(PREP, Recalling(found(a_past_deal(lesson="")))))[0]

    assert part.lines[0] == "3,2 % contre un planning ferme."
    assert sum("planning ferme" in line for line in part.lines) == 1


async def test_of_a_running_deal_the_notes_are_told_cut_at_a_word() -> None:
    running = a_past_deal(lesson="", outcome="", notes="Ils hésitent encore. " * 50)

    first = past(await answered(PREP, Recalling(found(running))))[0].lines[0]

    assert first.startswith("Ils hésitent encore.")
    assert first.endswith("…")
    assert len(first) <= 200


@pytest.mark.parametrize("kind", ReasonKind)
@pytest.mark.parametrize("text", [PREP, "Prep my call with Lemaire, they ask €12, we offer €10."])
async def test_every_reason_is_said_in_words(kind: ReasonKind, text: str) -> None:
    what = {ReasonKind.DAY: "2026-03-12", ReasonKind.MEANING: ""}.get(kind, "acier")

    part = past(await answered(text, Recalling(found(a_past_deal(), Reason(kind, what)))))[0]

    assert "2026-03-12" not in part.lines[-1]
    assert "()" not in part.lines[-1]
    assert "{" not in part.lines[-1]


@pytest.mark.parametrize("text", [PREP, DRAFT])
async def test_nothing_of_the_past_reaches_the_draft(text: str) -> None:
    with_past = await answered(text, Recalling(*THREE), model=ScriptedModel(echo_sentences))
    without = await answered(text, Recalling(), model=ScriptedModel(echo_sentences))

    assert past(with_past)
    assert with_past.draft
    assert with_past.draft == without.draft


@pytest.mark.parametrize("text", [PREP, DRAFT, QUESTION, MEMORY])
async def test_the_model_reads_the_same_with_a_past_and_without(text: str) -> None:
    knowing, unknowing = ScriptedModel(echo_sentences), ScriptedModel(echo_sentences)

    await answered(text, Recalling(*THREE), model=knowing)
    await answered(text, Recalling(), model=unknowing)

    assert knowing.read == unknowing.read
    for told in ("Fonderie", "Hugues", "8,5", "4,75", "3,2", "poste par poste"):
        assert told not in knowing.read


@pytest.mark.parametrize("text", [PREP, DRAFT, QUESTION])
async def test_a_memory_out_of_reach_leaves_the_answer_and_a_notice(text: str) -> None:
    answer = await answered(text, Recalling(error=CoachError("store.busy")))
    without = await answered(text, Recalling())

    assert answer.parts[:-1] == without.parts
    assert answer.draft == without.draft
    assert "pas pu relire" in answer.parts[-1].lines[0]


async def test_a_question_about_the_past_is_told_when_memory_is_out_of_reach() -> None:
    answer = await answered(MEMORY, Recalling(error=CoachError("store.busy")))

    assert kinds(answer) == [PartKind.NOTICE]
    assert "pas pu relire" in answer.reply


async def test_an_ask_of_nobody_recalls_nothing() -> None:
    memory = Recalling(*THREE)

    answer = await answered(PREP, memory, owner="")

    assert memory.queries == []
    assert past(answer) == []


@pytest.mark.parametrize("text", ["Merci, parfait", "Bonjour", "Thanks!", "Hello"])
async def test_courtesy_recalls_nothing(text: str) -> None:
    memory = Recalling(*THREE)

    answer = await answered(text, memory)

    assert memory.queries == []
    assert kinds(answer) == [PartKind.NOTICE]


async def test_a_query_is_of_the_owner_and_in_their_language() -> None:
    memory = Recalling()

    await answered(MEMORY_EN, memory)

    query = memory.queries[0]
    assert (query.owner, query.today) == ("7", TODAY)
    assert "Lemaire" in query.text


async def test_whoever_signed_the_message_received_is_looked_for_too() -> None:
    memory = Recalling()
    received = "Our price moves to €1,180/t. Best, Marta Lemaire"

    await answered("Reply that I want €1,095, max €1,130", memory, received=received)

    assert "Marta Lemaire" in memory.queries[0].text


async def test_a_message_forwarded_without_a_word_recalls_by_what_it_says() -> None:
    memory = Recalling()

    await answered("", memory, texts=(), received="Nos prix passent à 1 180 €. Marta")

    assert "1 180" in memory.queries[0].text


@pytest.mark.parametrize("text", [MEMORY, MEMORY_EN])
async def test_a_question_about_the_past_is_answered_by_the_past_alone(text: str) -> None:
    model = ScriptedModel(echo_sentences)

    answer = await answered(text, Recalling(*THREE), model=model)

    assert answer.want is Want.QUESTION
    assert set(kinds(answer)) == {PartKind.PAST_DEAL}
    assert answer.citations == ("deal:a", "deal:b", "deal:d")
    assert answer.draft is None
    assert model.prompts == []


async def test_a_question_about_a_past_that_is_not_there_is_owned_up_to() -> None:
    answer = await answered(MEMORY_EN, Recalling())

    assert answer.citations == ()
    assert kinds(answer) == [PartKind.NOTICE]
    assert "/deals" in answer.reply


async def test_where_no_card_answers_the_deals_are_the_answer() -> None:
    answer = await answered(QUESTION, Recalling(*THREE), shelf=())

    assert kinds(answer) == [PartKind.PAST_DEAL] * 2


async def test_what_was_declined_recalls_nothing() -> None:
    memory = Recalling(*THREE)

    answer = await answered("Dis à Lemaire qu'on a une offre à -15 %, c'est faux.", memory)

    assert answer.declined == "rival_offer"
    assert memory.queries == []


async def test_another_user_s_deals_are_never_shown() -> None:
    answer = await answered(MEMORY, Recalling(found(a_past_deal(owner="8"))))

    assert past(answer) == []
