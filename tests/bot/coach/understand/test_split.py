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


FR_BODY, EN_BODY = "le rouleau passe à 22,60 €.", "the roll moves to $22.60."
FR_OWN, EN_OWN = "réponds, max 22 €", "Reply, max $22"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"De : Luc Mangin\nObjet : tarif\n\n{FR_BODY}\n\n{FR_OWN}", "Luc Mangin"),
        (
            f"De : Luc Mangin <luc@exemple.fr>\nEnvoyé : lundi 3 mars\nÀ : Julie\nObjet : tarif"
            f"\n\nBonjour,\n\n{FR_BODY}\n\n{FR_OWN}",
            "Luc Mangin",
        ),
        (f"{FR_OWN}\n\n-----Message d’origine-----\nDe : Luc Mangin\n\n{FR_BODY}", "Luc Mangin"),
        (f"{FR_OWN}\n\nDébut du message transféré :\n\nDe : Luc Mangin\n{FR_BODY}", "Luc Mangin"),
        (f"Le 12 mars à 10:02, Luc Mangin a écrit :\n> {FR_BODY}\n\n{FR_OWN}", "Luc Mangin"),
        (
            f"Le 12 mars à 10:02, Luc Mangin <l@x.fr> a écrit :\n{FR_BODY}\n\n{FR_OWN}",
            "Luc Mangin",
        ),
        (f"Transféré de Luc Mangin\n{FR_BODY}\n\n{FR_OWN}", "Luc Mangin"),
        (f"Luc Mangin, [12.03.27 10:02]\n{FR_BODY}\n\n{FR_OWN}", "Luc Mangin"),
        (f"Il m’écrit : « {FR_BODY} » {FR_OWN}", ""),
        (f"Il m'écrit : {FR_BODY}\n{FR_OWN}", ""),
        (f"Bonjour Julie Renard,\n{FR_BODY}\n{FR_OWN}", ""),
        (f"Bonjour Julie Renard, {FR_BODY} {FR_OWN}. Merci !", ""),
    ],
)
def test_french_ways_to_pass_a_message_on(text: str, name: str) -> None:
    voices = split(text)

    assert "22,60 €" in voices.received
    assert "22 €" not in voices.received
    assert "max 22 €" in voices.own
    assert "22,60" not in voices.own
    assert voices.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"From: Luke Manning\nSubject: rates\n\n{EN_BODY}\n\n{EN_OWN}", "Luke Manning"),
        (
            f"{EN_OWN}\n---------- Forwarded message ---------\nFrom: Luke Manning <l@x.com>\n"
            f"Date: Tue, 3 Mar 2026\nSubject: rates\nTo: me\n\n{EN_BODY}",
            "Luke Manning",
        ),
        (
            f"{EN_OWN}\n\n-----Original Message-----\nFrom: Luke Manning\n\n{EN_BODY}",
            "Luke Manning",
        ),
        (
            f"On Tue, 3 Mar 2026 at 10:02, Luke Manning wrote:\n> {EN_BODY}\n{EN_OWN}",
            "Luke Manning",
        ),
        (
            f"On Tue, 3 Mar 2026 at 10:02, Luke Manning <l@x.com> wrote:\n{EN_BODY}\n\n{EN_OWN}",
            "Luke Manning",
        ),
        (f"Forwarded from Luke Manning\n{EN_BODY}\n\n{EN_OWN}", "Luke Manning"),
        (f"[12/03/2027 10:02] Luke Manning: {EN_BODY}\n\n{EN_OWN}", "Luke Manning"),
        (f'He wrote: "{EN_BODY}" {EN_OWN}', ""),
        (f"She writes: {EN_BODY}\n{EN_OWN}", ""),
        (f"Hello Brightwater,\n{EN_BODY}\n\n{EN_OWN}\nThanks", ""),
    ],
)
def test_english_ways_to_pass_a_message_on(text: str, name: str) -> None:
    voices = split(text)

    assert "$22.60" in voices.received
    assert "$22 " not in voices.received
    assert "max $22" in voices.own.replace("Max", "max")
    assert "22.60" not in voices.own
    assert voices.name == name


@pytest.mark.parametrize(
    "text",
    [
        "De : 12 à 14 € c'est trop, réponds",
        "Bonjour Accord, prépare mon appel de demain",
        "Bonjour Paul, prépare mon appel : il veut 12 €",
        "Hello, my supplier asks for £9.80",
        "On est à 12 €, il a écrit qu'il veut 10 €",
    ],
)
def test_what_looks_like_a_header_is_not_always_one(text: str) -> None:
    assert split(text).received == ""


@pytest.mark.parametrize("text", ["De : A\n" * 2000, "On " + "Tue, " * 3000, "Le A " * 3000])
def test_hostile_headers_are_read_in_passing(text: str) -> None:
    assert split(text).own is not None
