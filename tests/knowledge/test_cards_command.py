import re
from pathlib import Path

import pytest

from knowledge import shelf
from knowledge.__main__ import main
from knowledge.card import Language, Stage
from knowledge.print_cards import FEW
from tests.knowledge.cards import write_pair


@pytest.fixture(autouse=True)
def narrow(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "80")
    return data


def one_line(text: str) -> str:
    return re.sub(r"[ \n]+(> )?", " ", text)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("card_id", ["B16", "C17", "D06", "D15"])
def test_a_card_is_shown_whole_in_lines_that_fit(
    capsys: pytest.CaptureFixture[str], card_id: str, language: Language
) -> None:
    assert main(["show", card_id, "--lang", language]) == 0

    shown = capsys.readouterr().out
    card = shelf.load_shelf().card(card_id, language)
    assert shown.startswith(f"{card.id}  {card.title}\n")
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown
    flat = one_line(shown)
    for text in (card.body, card.phrase, *card.sources, *card.situations[:8]):
        assert one_line(text) in flat
    assert str(len(card.situations)) in flat
    for principle in card.principles:
        assert f"{principle} " in flat


def test_a_no_break_space_stays_in_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    card = shelf.load_shelf().card("D15", Language.FR)

    main(["show", "D15", "--lang", "fr"])

    shown = capsys.readouterr().out
    assert shown.count("\u202f") >= (card.body + card.phrase).count("\u202f") > 0
    assert not re.search(r"\n[» ]*[;!?:»]|«\n", shown)


def test_a_card_says_what_it_is_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["show", "e05", "--lang", "fr"])

    assert capsys.readouterr().out.splitlines()[1:4] == [
        "proposer · vendeur, acheteur",
        "P12 compromis où personne n’est lésé, P08 impact positif",
        "fiche calculée et contrôlée",
    ]


@pytest.mark.parametrize(
    ("language", "dated"),
    [
        ("en", "the law as of 2026-11, for orientation"),
        ("fr", "droit en vigueur en 2026-11, pour s’orienter"),
    ],
)
def test_a_card_on_the_law_shows_its_date(
    capsys: pytest.CaptureFixture[str], language: str, dated: str
) -> None:
    assert main(["show", "C17", "--lang", language]) == 0
    assert dated in capsys.readouterr().out

    assert main(["show", "B16", "--lang", language]) == 0
    assert dated not in capsys.readouterr().out


@pytest.mark.parametrize("language", list(Language))
def test_every_stage_role_and_status_has_its_words(
    capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    for card in shelf.load_shelf().of(language):
        assert main(["show", card.id, "--lang", language]) == 0

    assert capsys.readouterr().err == ""


def test_an_unknown_card_ends_in_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCORD_LANG", "fr_FR.UTF-8")

    assert main(["show", "Z99"]) == 1

    assert capsys.readouterr().err.startswith("Aucune fiche Z99 en langue fr")


@pytest.mark.parametrize("language", list(Language))
def test_the_table_counts_cards_by_principle_and_stage(
    capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    assert main(["list", "--lang", language]) == 0

    shown = capsys.readouterr().out
    cards = shelf.load_shelf().of(language)
    rows = re.findall(r"^ (P\d\d) .*?((?: +[\d·]+){8}) *$", shown, re.MULTILINE)
    assert [code for code, _ in rows] == [f"P{number:02d}" for number in range(1, 15)]
    for code, cells in rows:
        own = [card for card in cards if code in card.principles]
        counts = [sum(card.stage == stage for card in own) for stage in Stage]
        assert cells.replace("·", "0").split() == [str(count) for count in (*counts, len(own))]
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


def test_the_table_ends_with_the_number_of_all_cards(capsys: pytest.CaptureFixture[str]) -> None:
    main(["list"])

    last = capsys.readouterr().out.split("\n\n")[0].splitlines()[-1].split()
    assert (last[0], last[-1]) == ("cards", str(len(shelf.load_shelf().ids)))


def _write_cards(folder: Path, principles: str, count: int) -> None:
    for number in range(count):
        write_pair(folder, id=f"B{10 + number}", principles=principles)


def test_principles_with_few_cards_are_named(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    others = ", ".join(f"P{number:02d}" for number in range(1, 14))
    _write_cards(data, f"[{others}, P14]", FEW)
    write_pair(data, id="B10", principles=f"[{others}]")
    small = shelf.read_shelf(data)
    monkeypatch.setattr("knowledge.__main__.load_shelf", lambda: small)

    main(["list"])

    assert capsys.readouterr().out.endswith(
        f"Few cards (fewer than {FEW}): P14 meaning and story.\n"
    )


def test_a_shelf_with_enough_of_each_says_so(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_cards(data, f"[{', '.join(f'P{number:02d}' for number in range(1, 15))}]", FEW)
    small = shelf.read_shelf(data)
    monkeypatch.setattr("knowledge.__main__.load_shelf", lambda: small)

    main(["list", "--lang", "fr"])

    assert capsys.readouterr().out.endswith(f"Chaque principe a au moins {FEW} fiches.\n")


def test_all_cards_are_named_by_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--titles", "--lang", "fr"]) == 0

    shown = capsys.readouterr().out.splitlines()
    cards = shelf.load_shelf().of(Language.FR)
    assert [line[:3] for line in shown] == list(shelf.load_shelf().ids)
    assert all(line.endswith(card.title) for line, card in zip(shown, cards, strict=True))


def test_check_is_content_with_the_shipped_cards(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check"])

    shown = capsys.readouterr().out
    assert (code, "nothing wrong" in shown) == (0, True), shown


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "B10.en.md, situations: there are 2, 10 at least.",
                "A.toml, A09 3: there is no such card.",
                "reindex --ship",
            ],
        ),
        (
            "fr",
            [
                "B11.fr.md, stage\u00a0: on attend une de ces valeurs\u00a0: 'prepare'",
                "A.toml, A09 3\u00a0: cette fiche n’existe pas.",
            ],
        ),
    ],
)
def test_check_lists_every_fault_of_cards_and_facts_and_missing_vectors(
    data: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    told: list[str],
) -> None:
    (data / "cards").mkdir()
    (data / "facts").mkdir()
    write_pair(data / "cards", title='"Un titre sans vecteur"')
    write_pair(data / "cards", id="B11", stage="haggle")
    (data / "facts" / "A.toml").write_text('[A09]\n"3" = "example: three"\n', "utf-8")
    monkeypatch.setattr(shelf, "_shipped", lambda kind: data / kind)

    code = main(["check", "--lang", language])

    shown = capsys.readouterr().out
    assert code == 1
    assert len(shown.splitlines()) == 6
    assert [line for line in told if line not in shown] == []
