"""The Chromium of the machine, as screenshots and page tests start it."""

import shutil

from playwright.async_api import Browser, Playwright

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromium(Exception):
    """No Chromium on the machine; the message says how to get one."""


async def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a window: the machine's own, else Playwright's.

    Raises NoChromium where there is neither.
    """
    here = shutil.which("chromium") or playwright.chromium.executable_path
    if shutil.which(here) is None:
        raise NoChromium("No Chromium found: `bash scripts/browser.sh .venv/bin` installs one.")
    return await playwright.chromium.launch(executable_path=here, args=FLAGS)
