"""`python -m bot run`: what it cannot start with is one sentence; a stop is quiet."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from os import environ  # noqa: TID251 - the environment of a child process
from pathlib import Path

import pytest

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.serve_command import run
from bot.settings import Settings


def settings(folder: Path, **given: str) -> Settings:
    known: dict[str, object] = {
        "ACCORD_MODEL": "none",
        "ACCORD_DATA": folder,
        "TELEGRAM_BOT_TOKEN": "1:token",
        "LANG": "en_GB.UTF-8",
    }
    return Settings(_env_file=None, **(known | given))  # type: ignore[arg-type]


async def test_a_broken_database_ends_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "accord.db").write_bytes(b"this is no database at all" * 100)

    assert await run(settings(tmp_path)) == 1

    assert "restore a backup" in capsys.readouterr().err


async def test_a_model_name_that_says_nothing_ends_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(settings(tmp_path, ACCORD_MODEL="hf:bad")) == 1

    assert "hf:" in capsys.readouterr().err


async def test_no_token_is_wrong_usage(tmp_path: Path) -> None:
    assert await run(settings(tmp_path, TELEGRAM_BOT_TOKEN="")) == 2


async def test_a_bot_that_is_told_to_stop_ends_without_a_complaint(tmp_path: Path) -> None:
    sandbox = Sandbox()
    log = sandbox.world.log
    address = await sandbox.start()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--model", "none"),
        env=dict(environ)
        | {
            "ACCORD_DATA": str(tmp_path),
            "TELEGRAM_API_BASE": address,
            "TELEGRAM_BOT_TOKEN": sandbox.token,
        },
        stderr=PIPE,
    )
    try:
        people.send(sandbox.world, {"user": 1002, "text": "/help"})
        while not any(event["type"] == "message" for event in log.events):
            await log.bell.wait()
    finally:
        process.send_signal(signal.SIGTERM)
        _, complaints = await process.communicate()
        await sandbox.stop()

    assert process.returncode == 0
    assert b"Traceback" not in complaints
    assert b"never retrieved" not in complaints
