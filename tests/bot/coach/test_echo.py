"""The echo shows what was understood, and marks what stays private."""

from bot.coach.deal import FactRole
from bot.coach.echo import echo, open_facts, private_facts
from knowledge.card import Language, Role
from tests.bot.coach.deals import a_deal, fact, money, volume

DEAL = a_deal(
    Role.BUYER,
    fact(FactRole.THEIRS, money("812"), received=True),
    fact(FactRole.WALK_AWAY, money("790"), private=True),
    fact(FactRole.VOLUME, volume("600")),
    name="Paul Girard",
    firm="Norvex",
    private_notes=("Nous n'avons pas d'autre fournisseur.",),
)


def test_chair_names_and_figures_stand_in_one_line() -> None:
    (line,) = echo(DEAL).lines

    assert line.index("vous achetez") < line.index("Paul Girard") < line.index("812")
    assert "600 t" in line


def test_private_figures_and_notes_stand_behind_a_lock() -> None:
    (line,) = echo(DEAL).lines

    assert "🔒 limite 790" in line
    assert "🔒 Nous n'avons pas" in line


def test_open_and_private_never_mix() -> None:
    assert not any("790" in text for text in open_facts(DEAL))
    assert not any("812" in text for text in private_facts(DEAL))


def test_a_long_private_note_is_cut() -> None:
    deal = a_deal(private_notes=("mot " * 60,))

    assert echo(deal).lines[0].endswith("…")


def test_nothing_understood_is_said_plainly() -> None:
    assert "no figure" in echo(a_deal(role=None, language=Language.EN)).lines[0]
