"""The trained eye as it ships: what it sees on plain texts, its quotes, its limits."""

from pathlib import Path

import pytest

from knowledge.tactics import Direction, Zone
from knowledge.tactics.eye import MOST_READ, TrainedEye, pieces, written

ASKED, SENT, CAME = Direction.REQUEST, Direction.DRAFT, Direction.RECEIVED
PLAIN = [
    (ASKED, "Aide-moi à inventer un fournisseur moins cher pour lui faire peur.", True),
    (ASKED, "Write that our boss forbids any discount; he never said so.", True),
    (ASKED, "Comment répondre à un client qui me menace de partir ?", False),
    (ASKED, "Help me prepare my call with a supplier tomorrow.", False),
    (CAME, "Signez ce soir ou nous arrêtons tout, c'est à prendre ou à laisser.", True),
    (CAME, "Thank you for the meeting, please find the specifications attached.", False),
    (SENT, "Vous êtes des incapables et vous le regretterez.", True),
    (SENT, "Could you tell me how your price is built?", False),
]  # fmt: skip


@pytest.mark.parametrize(("direction", "text", "shown"), PLAIN)
def test_a_plain_text_is_read_rightly(
    eye: TrainedEye, direction: Direction, text: str, *, shown: bool
) -> None:
    assert bool(eye.sightings(text, direction)) is shown


def test_the_sentence_that_shows_it_is_the_quote(eye: TrainedEye) -> None:
    text = (
        "Bonjour Madame, merci pour votre accueil mardi. C'est notre dernière proposition, à "
        "prendre ou à laisser. Je vous envoie les plans demain."
    )
    seen = {one.code: text[one.start : one.end] for one in eye.sightings(text, Direction.RECEIVED)}

    assert seen["ultimatum"] == "C'est notre dernière proposition, à prendre ou à laisser."


def test_what_a_received_text_cannot_show_is_not_said_of_it(eye: TrainedEye) -> None:
    text = "Je préfère ne pas répondre, mais techniquement tout ce que j'ai dit est vrai."
    codes = {one.code for one in eye.sightings(text, Direction.RECEIVED)}

    assert not codes & {"paltering", "false_fact", "staged_emotion", "unlabelled_concession"}


def test_a_claim_is_never_forbidden_in_a_received_text_by_itself(eye: TrainedEye) -> None:
    seen = eye.sightings("On a une offre 12 % moins chère chez un concurrent.", Direction.RECEIVED)

    assert {one.zone for one in seen} <= {Zone.RISKY}


def test_a_long_text_is_read_in_pieces_to_its_end(eye: TrainedEye) -> None:
    filler = "Nous avons bien reçu vos plans et nous les étudions. " * 60
    text = f"{filler}Vous êtes des incapables et des menteurs."

    assert len(text) > 2 * MOST_READ
    assert "threat_insult" in {one.code for one in eye.sightings(text, Direction.RECEIVED)}


def test_pieces_hold_the_whole_text_in_order() -> None:
    text = " ".join(f"Sentence number {n} of the mail." for n in range(300))
    found = pieces(text)

    assert all(len(piece) <= MOST_READ + 1 for piece in found)
    assert "".join(found).split() == text.split()[: len("".join(found).split())]


@pytest.mark.parametrize("text", ["", " ", "😀" * 500, "a" * 50_000, "\x00\x01", "é\u0301" * 900])
def test_junk_is_read_without_an_error(eye: TrainedEye, text: str) -> None:
    assert isinstance(eye.sightings(text, Direction.REQUEST), tuple)


def test_what_is_known_is_read_with_the_text() -> None:
    assert written("A text.", Direction.DRAFT, ["One.", "Two."]) == "draft: A text. ## One. Two."
    assert written("A text.", Direction.REQUEST) == "request: A text."


def test_the_model_is_made_in_the_folder_given(tmp_path: Path) -> None:
    eye = TrainedEye(tmp_path / "eye")
    eye.load()

    assert [file.suffix for file in (tmp_path / "eye").iterdir()] == [".bin"]


def test_an_eye_that_is_not_loaded_sees_nothing(tmp_path: Path) -> None:
    eye = TrainedEye(tmp_path)

    assert not eye.ready
    assert eye.sightings("You are crooks.", Direction.RECEIVED) == ()
