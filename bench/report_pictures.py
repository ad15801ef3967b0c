"""Pictures of the evaluation report in docs/: `python -m bench.report_pictures RUN`."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from bench import browser as browser_of_the_machine
from eval.report.build import data_of, page
from eval.run_folder import open_run
from knowledge.card import Language

_DOCS = Path(__file__).parents[1] / "docs"
_WIDE, _PHONE = {"width": 1180, "height": 1180}, {"width": 390, "height": 844}


async def take(browser: Browser, run: Path) -> None:
    """Take the first screen and the worst answer, in both languages, wide and on a phone."""
    data = data_of(open_run(run))
    for language in Language:
        path = run / f"pictures-{language}.html"
        path.write_text(page(data, language), "utf-8")
        worst = f"{path.as_uri()}#a={data['answers'][0]['id']}"
        await _picture(browser, path.as_uri(), _WIDE, f"report-{language}.png")
        await _picture(browser, worst, _WIDE, f"report-answer-{language}.png")
        await _picture(browser, worst, _PHONE, f"report-phone-{language}.png", dark=True)


async def _picture(
    browser: Browser, address: str, size: dict[str, int], name: str, *, dark: bool = False
) -> None:
    shown = await browser.new_page(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if dark else "light",
    )
    await shown.goto(address)
    await shown.wait_for_timeout(600)
    await shown.screenshot(path=_DOCS / name)
    await shown.close()


async def main() -> None:
    """Start Chromium and take all pictures."""
    async with async_playwright() as playwright:
        browser = await browser_of_the_machine.launch(playwright)
        await take(browser, Path(sys.argv[1]))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
