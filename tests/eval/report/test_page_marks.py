"""What a coach says on the report: marks, misses, blind answers, and the file that holds them."""

import json
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from eval.annotate import lines_of, read_export
from tests.eval.report.desk import desk, export, row, take_in, write
from tests.eval.report.runs import LEAK, SMALL, big

pytestmark = [pytest.mark.page, pytest.mark.asyncio(loop_scope="module")]


async def test_what_a_coach_says_survives_a_reload_and_is_exported(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    async with desk(browser, address) as page:
        leak = row(page, "leak-en~0")
        await leak.locator(".row").click()
        first = leak.locator(".verdict").first
        await first.get_by_role("button", name="Disagree").click()
        await first.get_by_role("button", name="Comment").click()
        await first.locator("textarea").fill("It was <b>said</b> openly")
        await expect(page.locator("#unsaved")).to_have_text("One change not exported yet")
        await page.reload()
        button = leak.locator(".verdict").first.get_by_role("button", name="Disagree")
        await expect(button).to_have_attribute("aria-pressed", "true")
        await expect(leak.locator(".verdict textarea").first).to_have_value(
            "It was <b>said</b> openly"
        )
        await page.get_by_role("button", name="Export").click()
        await expect(page.locator("#told")).to_contain_text("Give your name first")
        await page.locator("#coach").fill("Ana")
        said = await export(page, path)
        await expect(page.locator("#unsaved")).to_have_text("")
        assert said["annotations"][0]["finding_id"] == LEAK.id
        [line] = lines_of(read_export(path, SMALL))
        assert line.coach == "Ana"
        await button.click()
        await expect(button).to_have_attribute("aria-pressed", "false")


async def test_something_else_is_wrong_needs_words_that_are_there(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    async with desk(browser, f"{address}#a=good-en~0") as page:
        form = row(page, "good-en~0").locator(".missed")
        await form.locator("summary").click()
        await form.get_by_label("Quote").fill("never written")
        await form.get_by_label("What is wrong").fill("Too cold")
        await form.get_by_role("button", name="Add").click()
        await expect(form.get_by_role("alert")).to_contain_text("not in the answer")
        await form.get_by_label("Quote").fill("Here is")
        await form.get_by_label("Principle").select_option("P06")
        await form.get_by_role("button", name="Add").click()
        await expect(form.locator(".missed-list li")).to_contain_text("Too cold")
        await page.locator("#coach").fill("Ana")
        said = await export(page, path)
        assert said["missed"][0]["principle"] == "P06"
        assert len(lines_of(read_export(path, SMALL))) == 1


async def test_an_exported_file_comes_back_on_another_machine(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    async with desk(browser, address) as page:
        await row(page, "leak-en~0").locator(".row").click()
        await page.keyboard.press("1")
        await page.locator("#coach").fill("Ana")
        said = await export(page, tmp_path / "a.json")
    async with desk(browser, address) as other:
        await take_in(other, json.dumps(said))
        await expect(other.locator("#progress")).to_have_text("Read: 1 of 3")
        await expect(other.locator("#coach")).to_have_value("Ana")
        await take_in(other, json.dumps(said | {"run_id": "r9"}))
        await expect(other.locator("#told")).to_contain_text("another run: r9")
        await take_in(other, "no")
        await expect(other.locator("#told")).to_contain_text("cannot be read")
        await expect(other.locator("#progress")).to_have_text("Read: 1 of 3")


async def test_blind_asks_first_and_shows_after(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    async with desk(browser, write(tmp_path / "b.html", SMALL, blind=True)) as page:
        await expect(page.locator(".principles, .four, .fault, mark")).to_have_count(0)
        await expect(page.locator("select[name=verdict]")).to_have_count(0)
        leak = row(page, "leak-en~0")
        await leak.locator(".row").click()
        await expect(leak.locator(".verdict, mark, .expect")).to_have_count(0)
        reveal = leak.get_by_role("button", name="Show the machine")
        await reveal.click(force=True)
        await expect(leak.locator(".verdict")).to_have_count(0)
        p10, p12 = (leak.locator(f"[data-principle={p}]") for p in ("P10", "P12"))
        await p10.get_by_role("button", name="Respected", exact=True).click()
        await p12.get_by_role("button", name="Cannot tell").click()
        await page.locator("#coach").fill("Ana")
        assert (await export(page, path))["blind_answers"] == []
        await reveal.click()
        await expect(leak.locator("mark.fault")).to_have_text("3.90")
        await expect(leak.locator(".question")).to_have_count(0)
        await expect(leak.locator(".blind-result .differs")).to_have_count(2)
        said = await export(page, path)
        assert said["blind"] is True
        assert [(one["key"], one["verdict"]) for one in said["blind_answers"]] == [
            ("P10", "respected"),
            ("P12", "cannot_tell"),
        ]
        assert len(lines_of(read_export(path, SMALL))) == 2
        await page.reload()
        await expect(row(page, "leak-en~0").locator(".verdict").first).to_be_visible()


async def test_all_can_be_done_from_the_keyboard(browser: Browser, address: str) -> None:
    async with desk(browser, address) as page:
        for key, opened in [("j", "leak-en~0"), ("j", "prix-fr~0"), ("k", "leak-en~0")]:
            await page.keyboard.press(key)
            await expect(page.locator("#list > .open")).to_have_attribute("data-id", opened)
        await page.keyboard.press("v")
        first = page.locator(".verdict").first
        await expect(first).to_be_focused()
        for key, word in [("1", "agree"), ("3", "unsure"), ("2", "disagree")]:
            await page.keyboard.press(key)
            pressed = first.locator("[aria-pressed=true]")
            await expect(pressed).to_have_class(f"say {word}")
        await page.keyboard.press("c")
        await page.keyboard.type("j 1 no")
        await expect(first.locator("textarea")).to_have_value("j 1 no")
        await page.keyboard.press("Escape")
        await expect(first).to_be_focused()
        await page.keyboard.press("/")
        await expect(page.locator("#search")).to_be_focused()
        await page.keyboard.press("Escape")
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_answer_gone_to_stands_at_the_top(browser: Browser, tmp_path: Path) -> None:
    async with desk(browser, write(tmp_path / "j.html", big(120))) as page:
        for step in range(45):
            await page.keyboard.press("j")
            if step % 11 == 0:
                opened = page.locator("#list > .open")
                await expect(opened).to_have_attribute("data-place", str(step))
                box = await opened.bounding_box()
                assert box is not None
                assert 0 <= box["y"] < 60
