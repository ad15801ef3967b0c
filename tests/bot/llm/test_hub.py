import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.coach.errors import ModelUnavailable
from bot.llm.hub import Download, HubFile, LocalFile, parse

WEIGHTS = b"GGUF" + b"tiny model" * 10
SHA256 = hashlib.sha256(WEIGHTS).hexdigest()
WANTED = HubFile("owner/tiny", "sub/tiny.gguf")


class FakeHub:
    """Serves one file as the Hugging Face hub does."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.downloads = 0
        self.base_url = ""
        self.hangs = False
        self.status = 200

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if not request.path.endswith("/owner/tiny/resolve/main/sub/tiny.gguf"):
            return web.Response(status=404, headers={"X-Error-Code": "EntryNotFound"})
        if self.hangs:
            await asyncio.Event().wait()
        if self.status != 200:
            return web.Response(status=self.status)
        etag = hashlib.sha256(self.content).hexdigest()
        headers = {
            "ETag": f'"{etag}"',
            "X-Repo-Commit": "a" * 40,
            "X-Linked-Etag": f'"{etag}"',
            "X-Linked-Size": str(len(self.content)),
        }
        self.downloads += request.method == "GET"
        return web.Response(body=self.content, headers=headers)


@asynccontextmanager
async def hub(content: bytes = WEIGHTS) -> AsyncIterator[FakeHub]:
    fake = FakeHub(content)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fake.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    fake.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield fake
    finally:
        await runner.cleanup()


def _download(fake: FakeHub, cache: Path, *, sha256: str = SHA256) -> Download:
    return Download(wanted=WANTED, cache=cache, endpoint=fake.base_url, sha256=sha256)


async def test_a_model_is_fetched_once_and_then_found_without_the_hub(tmp_path: Path) -> None:
    async with hub() as fake:
        download = _download(fake, tmp_path)
        assert download.cached() is None
        path = await asyncio.to_thread(download)
        downloads = fake.downloads

    again = await asyncio.to_thread(download)

    assert path.read_bytes() == WEIGHTS
    assert again == path
    assert downloads == 1


async def test_other_bytes_than_asked_for_are_refused_and_fetched_anew(tmp_path: Path) -> None:
    async with hub(b"GGUF" + b"other") as fake:
        download = _download(fake, tmp_path)
        with pytest.raises(ModelUnavailable, match=r"llm\.broken_weights"):
            await asyncio.to_thread(download)
        fake.content = WEIGHTS

        path = await asyncio.to_thread(download)

    assert path.read_bytes() == WEIGHTS


async def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    async with hub(b"<html>sign in</html>") as fake:
        with pytest.raises(ModelUnavailable, match=r"llm\.broken_weights"):
            await asyncio.to_thread(_download(fake, tmp_path, sha256=""))


async def test_an_unknown_file_is_told(tmp_path: Path) -> None:
    async with hub() as fake:
        wanted = HubFile("owner/tiny", "absent.gguf")
        with pytest.raises(ModelUnavailable, match=r"llm\.not_on_hub"):
            await asyncio.to_thread(
                Download(wanted=wanted, cache=tmp_path, endpoint=fake.base_url)
            )


async def test_a_hub_that_hangs_is_given_up_at_the_deadline(tmp_path: Path) -> None:
    async with hub() as fake:
        fake.hangs = True
        download = replace(_download(fake, tmp_path), deadline_s=0.2)

        with pytest.raises(ModelUnavailable, match=r"llm\.hub_down"):
            await asyncio.to_thread(download)


async def test_a_hub_that_fails_is_down(tmp_path: Path) -> None:
    async with hub() as fake:
        fake.status = 403

        with pytest.raises(ModelUnavailable, match=r"llm\.hub_down"):
            await asyncio.to_thread(_download(fake, tmp_path))


@pytest.mark.parametrize("reference", ["", "file.gguf", "owner/file.gguf", "owner/repo/file.bin"])
def test_a_reference_needs_owner_repository_and_file(reference: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"llm\.bad_reference"):
        parse(reference)


def test_a_reference_may_name_a_file_in_a_folder() -> None:
    assert parse("owner/tiny/sub/tiny.gguf") == WANTED


def test_a_file_of_this_disk_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "own.gguf"
    cache = tmp_path / "cache"
    path.write_bytes(WEIGHTS)

    assert LocalFile(path=path, cache=cache)() == path
    assert LocalFile(path=path, cache=cache, sha256=SHA256.upper())() == path
    with pytest.raises(ModelUnavailable, match=r"llm\.broken_weights"):
        LocalFile(path=path, cache=cache, sha256="0" * 64)()
    with pytest.raises(ModelUnavailable, match=r"llm\.no_file"):
        LocalFile(path=tmp_path / "absent.gguf", cache=cache)()
    with pytest.raises(ModelUnavailable, match=r"llm\.no_file"):
        LocalFile(path=tmp_path, cache=cache)()
