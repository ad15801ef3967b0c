"""A pasted message is told from the user's own words, in the ways people paste."""

import pytest

from bot.coach.understand.split import signature, split

FR = (
    "Bonjour, nos coûts augmentent et notre prix passe à 365 € la palette. "
    "Cordialement, Paul Girard"
)
EN = "Hello, following the index our price moves to £9.80 each. Kind regards, Lena Brandt"
OWN = "Je ne veux pas dépasser 350 €."
MULTI = (
    "Bonjour,\n\nNotre prix passe à 365 €.\nC'est valable en mars.\n\nCordialement,\nPaul Girard"
)


@pytest.mark.parametrize(
    "text",
    [
        f"« {FR} »\n{OWN}",
        f'"{FR}" {OWN}',
        f"“{FR}” {OWN}",
        f"{OWN} Son message : « {FR} »",
        f"Il m'écrit :\n{FR}\n\n{OWN}",
        f"Voici son mail :\n{FR}\n\n{OWN}",
        f"> {FR}\n{OWN}",
        f"{OWN}\n> {FR}",
        f"{FR}\n\n{OWN}",
        f"{OWN}\n\n{FR}",
        f"{OWN}\n\n{MULTI}",
        f"{MULTI}\n\n{OWN}",
    ],
    ids=["french quotes", "straight", "curly", "own first", "lead-in", "here is", "quoted line",
         "own then quoted", "signed then own", "own then signed", "own then letter",
         "letter then own"],
)  # fmt: skip
def test_both_voices_are_heard_apart(text: str) -> None:
    voices = split(text)

    assert "365 €" in voices.received
    assert "350 €" not in voices.received
    assert "350 €" in voices.own
    assert "365 €" not in voices.own
    assert voices.name == "Paul Girard"


@pytest.mark.parametrize(
    "text",
    [
        f"She wrote:\n{EN}\n\nDraft a reply, my max is £9.50",
        f'"{EN}"\nDraft a reply, my max is £9.50',
        f"> {EN}\n\nDraft a reply, my max is £9.50",
        f"I got this email:\n{EN}\n\nDraft a reply, my max is £9.50",
        f"Draft a reply, my max is £9.50\n\n{EN}",
    ],
)
def test_english_messages_are_heard_too(text: str) -> None:
    voices = split(text)

    assert "£9.80" in voices.received
    assert "£9.50" not in voices.received
    assert "£9.50" in voices.own
    assert voices.name == "Lena Brandt"


@pytest.mark.parametrize(
    "text",
    [
        "Mon client veut 8 % de remise, je suis à 12 €. Réponds-lui.",
        "Hi, my supplier asks for £9.80 and I want £9.20. Draft it, thanks",
        "Il dit que « c'est trop cher ». Que répondre ?",
        "Write to Paul that we stay at 12. Thanks!",
        "bonjour, prépare mon appel. merci",
    ],
)
def test_the_user_s_own_words_stay_their_own(text: str) -> None:
    assert split(text).received == ""
    assert split(text).own == text.strip()


def test_of_two_quotations_the_signed_one_is_the_counterpart_s() -> None:
    text = f'"Je voudrais rester sous 350 € sans froisser mon fournisseur." "{FR}"'

    voices = split(text)

    assert "365 €" in voices.received
    assert "350 €" in voices.own


def test_a_lead_in_without_a_signature_takes_the_next_paragraph() -> None:
    voices = split(f"Elle répond :\nNous restons à 365 €.\n\n{OWN}")

    assert voices.received == "Nous restons à 365 €."
    assert "350 €" in voices.own


def test_a_lead_in_alone_takes_all_that_follows() -> None:
    assert split("Voici son message :\nNous restons à 365 €.").received == "Nous restons à 365 €."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Best, Marta", "Marta"),
        ("Bien à vous,\nClaire Dumas", "Claire Dumas"),
        ("Merci d'avance, Jean-Luc Petit", "Jean-Luc Petit"),
        ("Best regards", ""),
        ("thanks a lot for that", ""),
    ],
)
def test_a_signature_gives_the_name(text: str, name: str) -> None:
    assert signature(text) == name


@pytest.mark.parametrize(
    "text", ["« " * 4000, '"' + " " * 8000, "« " + "mot " * 2000, "> " * 3000]
)
def test_hostile_punctuation_is_read_in_passing(text: str) -> None:
    assert split(text).name == ""
