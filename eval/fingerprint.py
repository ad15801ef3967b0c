"""What an answer hangs on, as hashes: the code, the cards, the prompts."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import prompts

ROOT = Path(__file__).parents[1]
_ROOMS = ("bot/coach", "bot/llm", "bot/texts", "knowledge", "prompts")
_KINDS = frozenset({".py", ".toml", ".md", ".npz", ".txt"})


@cache
def source() -> str:
    """Return 16 hexadecimal digits that change when anything behind an answer changes."""
    found = (path for room in _ROOMS for path in sorted((ROOT / room).rglob("*")))
    return _hash(path for path in found if path.suffix in _KINDS)


@cache
def cards() -> str:
    """Return 16 hexadecimal digits that change when any card changes."""
    return _hash(sorted((ROOT / "knowledge" / "cards").glob("*.md")))


def words() -> str:
    """Return 12 hexadecimal digits that change when any prompt changes."""
    return prompts.fingerprint()


@cache
def commit() -> str:
    """Return the commit of the checkout, marked `+` where it has changes; empty without git."""
    head = _git("rev-parse", "--short=12", "HEAD")
    return head + ("+" if head and _git("status", "--porcelain", "--untracked-files=no") else "")


def of_text(*texts: str) -> str:
    """Return 32 hexadecimal digits for these texts, in this order."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:32]


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _git(*words: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    done = subprocess.run(  # noqa: S603 - fixed words, nothing that a user typed
        (git, *words), cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""
