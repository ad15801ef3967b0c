"""The documents say what the code does."""

import importlib
import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.coach import guard
from bot.settings import Settings
from knowledge.tactics import TACTICS

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "GLOSSARY.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def glossary_names() -> list[str]:
    rows = [line.split("|") for line in GLOSSARY.splitlines() if line.startswith("| ")]
    return [name for row in rows for name in re.findall(r"`([a-z_]+\.[A-Za-z_.]+)`", row[3])]


@pytest.mark.parametrize("name", glossary_names())
def test_a_name_of_the_glossary_exists(name: str) -> None:
    path = name.split(".")
    found, attributes = _room(path)
    for attribute in attributes:
        found = getattr(found, attribute)


def _room(path: list[str]) -> tuple[object, list[str]]:
    """Return the module of a dotted name, and what is to be found in it."""
    if path[0] not in ("knowledge", "eval"):
        return importlib.import_module(f"bot.coach.{path[0]}"), path[1:]
    lower = [part for part in path if part == part.lower()]
    return importlib.import_module(".".join(lower)), path[len(lower) :]


def test_every_code_has_its_place_in_the_glossary() -> None:
    codes = {tactic.code for tactic in TACTICS} | {c.__name__ for c in guard.CHECKS}

    assert {code for code in codes if f"`{code}`" not in GLOSSARY} == set()


def test_the_map_lists_every_room() -> None:
    rooms = {p.name for p in (ROOT / "bot").iterdir() if (p / "__init__.py").exists()}

    assert {room for room in rooms if f"`bot/{room}/`" not in CONTRIBUTING} == set()


def test_every_room_has_a_readme_of_a_screen() -> None:
    rooms = [ROOT / room for room in ("knowledge", "prompts", "bench")]
    rooms += [p.parent for p in (ROOT / "bot").glob("*/__init__.py")]

    for room in rooms:
        assert (room / "README.md").exists(), room
        assert len((room / "README.md").read_text("utf-8").splitlines()) <= 60, room


def test_the_two_commands_stand_on_the_first_screen_and_exist() -> None:
    first = "\n".join(README.splitlines()[:16])
    makefile = (ROOT / "Makefile").read_text("utf-8")

    for command in ("demo", "test"):
        assert f"make {command}" in first
        assert f"\n{command}:" in makefile
    assert len(README.splitlines()) < 120


def test_every_picture_and_page_that_a_document_names_is_there() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "docs/tour.md", "docs/measurements.md"):
        text = (ROOT / page).read_text("utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"


def test_every_setting_is_explained() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    told = {"TELEGRAM_API_BASE", "HF_ENDPOINT", "ACCORD_LANG", "LANG"}
    names: set[str] = set()
    for field in Settings.model_fields.values():
        alias = field.validation_alias
        names |= {alias} if isinstance(alias, str) else set(getattr(alias, "choices", ()))

    assert {name for name in names - told if name not in example} == set()


@pytest.mark.parametrize("command", ["run", "demo", "ask", "doctor"])
def test_every_command_of_the_readme_starts(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert "--model" in capsys.readouterr().out


def test_a_wrong_command_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["fly"])

    assert ended.value.code == 2


def test_no_document_names_a_registry_or_a_machine_path() -> None:
    for page in ROOT.rglob("*.md"):
        if ".venv" in page.parts:
            continue
        text = page.read_text("utf-8")
        assert not re.search(r"pypi\.|/root/|/work/|npmjs|deb\.debian", text), page
