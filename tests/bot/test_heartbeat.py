"""A bot is alive for a minute after its last sign."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.heartbeat import alive, beat
from bot.settings import Settings


def test_a_bot_is_alive_for_a_minute_after_its_last_sign(tmp_path: Path) -> None:
    here = Settings(_env_file=None, ACCORD_DATA=tmp_path / "data")
    assert not alive(here, now=0)

    beat(here)
    moved = (tmp_path / "data" / "alive").stat().st_mtime

    assert alive(here, now=moved + 30)
    assert not alive(here, now=moved + 90)


def test_the_health_check_fails_where_no_bot_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path))

    assert main(["doctor", "--alive"]) == 1

    beat(Settings(_env_file=None, ACCORD_DATA=tmp_path))
    assert main(["doctor", "--alive"]) == 0
