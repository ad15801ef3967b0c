"""The sign of life that a running bot leaves in its data folder, for the health check."""

from bot.settings import Settings

_FILE = "alive"
_FRESH_S = 60


def beat(settings: Settings) -> None:
    """Leave a sign of life."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / _FILE).touch()


def alive(settings: Settings, now: float) -> bool:
    """Tell whether there was a sign in the last minute; `now` is in seconds since 1970."""
    sign = settings.data_dir / _FILE
    return sign.exists() and now - sign.stat().st_mtime < _FRESH_S
