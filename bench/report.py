"""How large the report is, and how long it takes to build, open and filter.

`python -m bench.report [ANSWERS…]`: made-up runs of that many answers; medians of five openings.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, async_playwright

from bench import browser as browser_of_the_machine
from eval.report.build import data_of, page
from knowledge.card import Language
from tests.eval.report.runs import big

_OPENINGS = 5
_FILTER = """() => {
  const start = performance.now();
  const box = document.querySelector("select[name=role]");
  box.value = box.value ? "" : "buyer";
  box.dispatchEvent(new Event("change"));
  void document.body.offsetHeight;
  return performance.now() - start;
}"""


async def measure(browser: Browser, count: int, folder: Path) -> None:
    """Print one line: answers, megabytes, seconds to build and to open, milliseconds to filter."""
    run = big(count)
    start = time.perf_counter()
    html = page(data_of(run), Language.FR)
    built = time.perf_counter() - start
    path = folder / f"{count}.html"
    path.write_text(html, "utf-8")
    opened, filtered = [], []
    for _ in range(_OPENINGS):
        tab = await browser.new_page()
        start = time.perf_counter()
        await tab.goto(path.as_uri())
        await tab.wait_for_selector("html[data-ready]")
        opened.append(time.perf_counter() - start)
        filtered.append(await tab.evaluate(_FILTER))
        await tab.close()
    size = len(html.encode()) / 1e6
    print(
        f"{count} answers, {len(run.verdicts)} verdicts: {size:.1f} MB, built in {built:.2f} s, "
        f"opens in {median(opened):.2f} s, filters in {median(filtered):.0f} ms"
    )


async def main(counts: Sequence[int]) -> None:
    """Measure runs of each size."""
    with TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await browser_of_the_machine.launch(playwright)
            for count in counts:
                await measure(browser, count, Path(folder))
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main([int(word) for word in sys.argv[1:]] or [100, 500, 2_000]))
