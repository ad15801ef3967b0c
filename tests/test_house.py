"""The house's own rules: sizes, names, arrows, and the two tables of sentences."""

import ast
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.coach import guard
from bot.coach.moves import MOVES
from bot.texts import table
from knowledge.card import Language
from knowledge.tactics import BY_CODE, CLAIMS, Direction, Tactic, Zone, may_show

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "eval", "knowledge", "prompts", "bench")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES = 300
MOST_FUNCTION_LINES = 30
NO_NAMES = {"utils", "helpers", "common", "base", "manager", "misc"}
CORE_MAY_IMPORT = (
    "bot.coach",
    "bot.texts",
    "prompts",
    "knowledge.card",
    "knowledge.deals",
    "knowledge.errors",
    "knowledge.tactics",
)
# Tables of cues and moves are read row by row; splitting them would hide that they are one.
TABLES = {"bot/coach/understand/cues.py", "bot/coach/tactics/patterns.py"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        first = node.body[0]
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_stays_readable_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())

    assert lines <= MOST_LINES or relative(path) in TABLES


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_function_fits_a_screen(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    long = {n.name: lines_without_docstring(n) for n in functions(tree)}

    assert {name: count for name, count in long.items() if count > MOST_FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=relative)
def test_a_file_is_named_for_what_it_holds(path: Path) -> None:
    assert path.stem not in NO_NAMES


@pytest.mark.parametrize("path", sorted((ROOT / "bot/coach").rglob("*.py")), ids=relative)
def test_the_core_imports_nothing_but_itself(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")

    foreign = {n for n in names if n.split(".")[0] not in sys.stdlib_module_names}
    assert {n for n in foreign if not n.startswith(CORE_MAY_IMPORT)} == set()
    assert names & {"os", "random", "subprocess", "socket"} == set()


def test_both_languages_have_the_same_sentences() -> None:
    french, english = table(Language.FR), table(Language.EN)

    assert french.keys() == english.keys()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", sorted(table(Language.FR)))
def test_a_sentence_has_the_same_placeholders_in_both_languages(name: str) -> None:
    assert placeholders(table(Language.FR)[name]) == placeholders(table(Language.EN)[name])


@pytest.mark.parametrize("name", sorted(table(Language.FR)))
def test_french_punctuation_has_its_narrow_spaces(name: str) -> None:
    text = table(Language.FR)[name]

    assert not re.search(r"[^\s\u202f\u00a0?!«][;!?](?:\s|$)", text)
    assert not re.search(r" [;:!?»]|« ", text)


def test_every_sentence_that_code_says_exists() -> None:
    said: set[str] = set()
    for path in SOURCES:
        said |= set(re.findall(r'say\(\s*"([a-z_]+\.[a-z_]+)"', path.read_text("utf-8")))

    assert said - table(Language.FR).keys() == set()


def parts_of(tactic: Tactic) -> set[str]:
    parts = {"name", "honest"}
    if tactic.zone is Zone.FORBIDDEN or tactic.code in CLAIMS:
        parts |= {"why"}
    if tactic.zone is Zone.RISKY:
        parts |= {"care"}
    if may_show(tactic.code, Direction.RECEIVED):
        parts |= {"seen", "check", "calm"}
    return parts


def test_every_move_and_tactic_has_its_phrases_in_both_languages() -> None:
    names = {f"moves.{move.id}" for move in MOVES}
    names |= {f"tactics.{t.code}_{part}" for t in BY_CODE.values() for part in parts_of(t)}
    checks = [c.__name__ for c in guard.CHECKS if c is not guard.forbidden_tactic]
    names |= {f"guard.{name}{part}" for name in checks for part in ("", "_name")}

    for language in Language:
        assert names - table(language).keys() == set()


def test_every_principle_has_a_move() -> None:
    covered = {principle for move in MOVES for principle in move.principles}

    assert covered == {f"P{number:02d}" for number in range(1, 15)}


def test_a_move_names_the_figures_that_its_phrase_uses() -> None:
    for move in MOVES:
        for language in Language:
            phrase = table(language)[f"moves.{move.id}"]
            assert placeholders(phrase) == set(move.needs), move.id


def test_no_prompt_takes_a_private_fact() -> None:
    # A baseline is told all that its user knows: what that costs is what it is there to show.
    for path in set((ROOT / "prompts").glob("*.md")) - set((ROOT / "prompts").glob("bare_*.md")):
        head = path.read_text("utf-8").split("---")[1] if path.name != "README.md" else ""
        assert not re.search(r"private|limit|walk_away|target|budget|secret", head), path.name
