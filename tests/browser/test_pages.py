"""The pages in Debian's chromium, on a phone and on a desk: they fit, can be read, and keep to our own policy."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from pipelines.likeness import refresh
from sample.nights import play
from tests.browser.tab import CHROMIUM, Tab, tab
from tests.served import served

pytestmark = pytest.mark.browser
PAGES = {
    "front": "/",
    "search": "/-/search?q=tani",
    "narrowed search": "/-/search?q=tani&year=2026&sort=newest",
    "nothing found": "/-/search?q=zzzz",
    "list": "/archive/articles?_search=tani",
    "article": "/archive/articles/7",
    "undated": "/archive/articles/22",
    "history": "/archive/articles/30",
    "compared": "/-/history/30/1..2",
    "compared in one text": "/-/history/30/1..2?view=inline",
    "state": "/-/history/30/1",
    "two releases": "/-/compare/7..30",
    "refusal": "/-/none/x/1",
    "status": "/-/status",
    "incidents": "/-/incidents",
    "narrowed": "/-/incidents?kind=gone&since=2026-10-01",
    "regions": "/-/regions",
    "region": "/-/regions/35",
    "region without sites": "/-/regions/51",
    "government": "/-/sites/contoh",
    "vanished": "/-/vanished",
    "returned": "/-/vanished?rung=returned",
    "article with a table": "/archive/articles/17",
    "data": "/-/data",
    "method": "/-/method",
    "licence": "/-/licence",
    "dictionary": "/-/dictionary",
    "changes": "/-/changes",
    "run": "/archive/runs/1",
    "revision": "/archive/revisions/1",
    "comments": "/archive/comments",
    "archive": "/archive",
    "filtered": "/archive/comments?is_excerpt__exact=0",
    "sql": "/archive?sql=select+headline+from+articles+limit+3",
    "saved query": "/archive/undated",
}
WIDTHS = (390, 1280)
HEAVIEST = 150_000
"""Bytes of a page with all that it asks for, pictures aside, as they are before any compression."""
_WEIGHT = """performance.getEntries().filter(each => ['navigation', 'resource'].includes(each.entryType))
    .map(each => [each.name, each.initiatorType == 'img' ? 0 : each.decodedBodySize])"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing: .ci/run installs it")
        pytest.skip("chromium is not installed")
    archive = tmp_path_factory.mktemp("browser") / "archive.db"
    list(play(archive, 1, 17))
    refresh(archive)
    with served(archive) as base:
        yield base


async def look(site: str, folder: Path, *, dark: bool) -> list[str]:
    """Open every page at every width, save its picture, and return what is wrong."""
    problems = []
    async with tab(folder / "profile") as page:
        if dark:
            await page.darken()
        for width in WIDTHS:
            for name, path in PAGES.items():
                await page.open(site + path, width)
                await page.picture(folder / f"{name}-{width}.png")
                asked = await page.evaluate(_WEIGHT)
                if (weight := sum(size for _, size in asked)) > HEAVIEST:
                    problems.append(f"{name} is {weight:,} bytes")
                problems += [f"{name} asks {url}" for url, _ in asked if not url.startswith(site)]
                wide = await page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    problems.append(f"{name} is {wide} px wide on a screen of {width}")
                problems += [f"{name} at {width}: {barrier}" for barrier in await page.barriers()]
        expected = ("favicon", PAGES["refusal"])
        problems += [text for text in page.complaints() if not any(word in text for word in expected)]
    return problems


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_fit_can_be_read_and_keep_to_their_policy(site, tmp_path, dark):
    assert asyncio.run(look(site, tmp_path, dark=dark)) == []
    pictures = list(tmp_path.glob("*.png"))
    assert len(pictures) == len(PAGES) * len(WIDTHS)
    assert all(picture.stat().st_size > 5_000 for picture in pictures)


async def outlines(site: str, profile: Path) -> list[tuple[str, str]]:
    """Walk over the search page by the Tab key; return each place with the style of its outline."""
    async with tab(profile) as page:
        await page.open(site + PAGES["search"], 390)
        found = []
        for _ in range(8):
            await page.press("Tab", 9)
            place = await page.evaluate("document.activeElement.tagName + '.' + document.activeElement.className")
            style = "(s => s.outlineStyle + ' ' + s.outlineWidth)(getComputedStyle(document.activeElement))"
            found.append((place, await page.evaluate(style)))
        return found


def test_the_focus_is_visible_wherever_it_goes(site, tmp_path):
    found = asyncio.run(outlines(site, tmp_path / "profile"))
    assert len({place for place, _ in found}) > 4 and "BODY." not in {place for place, _ in found}
    assert {outline for _, outline in found} == {"solid 3px"}


def test_the_timeline_is_narrowed_by_a_click(site, tmp_path):
    async def narrow() -> tuple[int, int]:
        async with tab(tmp_path / "profile") as page:
            await page.open(site + PAGES["incidents"], 390)
            before = await page.evaluate("document.querySelectorAll('.releases > li').length")
            await page.evaluate("document.querySelector('details summary').click()")
            await page.evaluate("[...document.querySelectorAll('.facet a')].find(a => a.innerText == 'gone').click()")
            await page.until("location.search.includes('kind=gone') && document.readyState == 'complete'")
            return before, await page.evaluate("document.querySelectorAll('.releases > li').length")

    before, after = asyncio.run(narrow())
    assert before > 10 and after == 1


async def by_keyboard(site: str, profile: Path) -> tuple[str, str]:
    """Search and open a release with nothing but keys; return the address of the results and of the release."""
    async with tab(profile) as page:
        await page.open(site, 1280)
        await page.tab_to(".lontar-search input", 20)
        await page.call("Input.insertText", text="sertifikat tanah")
        await page.enter()
        results = await page.evaluate("location.pathname + location.search")
        assert await page.evaluate("document.querySelectorAll('.releases .headline').length") > 2
        await page.tab_to(".releases .headline, .releases .headline *")
        await page.enter()
        assert await page.evaluate("Boolean(document.querySelector('.provenance'))")
        return results, await page.evaluate("location.pathname")


def test_a_reader_needs_no_mouse(site, tmp_path):
    results, release = asyncio.run(by_keyboard(site, tmp_path / "profile"))
    assert results.startswith("/-/search?q=sertifikat") and release.startswith("/archive/articles/")


def test_a_release_is_printed_without_navigation(site, tmp_path):
    async def printed() -> list[str]:
        async with tab(tmp_path / "profile") as page:
            await page.open(site + PAGES["article"], 1280)
            await page.call("Emulation.setEmulatedMedia", media="print")
            shown = "getComputedStyle(document.querySelector({!r})).display"
            names = (".lontar-head", ".neighbours", "article h1", ".provenance")
            return [await page.evaluate(shown.format(name)) for name in names]

    assert asyncio.run(printed()) == ["none", "none", "block", "block"]


async def search(page: Tab, site: str) -> str:
    """Search from the front page as a reader does, by the keyboard, and open the first release."""
    await page.open(site, 390)
    await page.evaluate("document.querySelector('.lontar-search input').focus()")
    await page.call("Input.insertText", text="petani")
    await page.evaluate("document.querySelector('.lontar-search button').click()")
    await page.until("document.querySelectorAll('.releases mark').length > 5")
    await page.evaluate("document.querySelector('.releases .headline').click()")
    await page.until("Boolean(document.querySelector('.provenance'))")
    return await page.evaluate("document.querySelector('article h1').innerText")


def test_a_reader_searches_and_opens_a_release(site, tmp_path):
    async def read() -> str:
        async with tab(tmp_path / "profile") as page:
            return await search(page, site)

    assert asyncio.run(read())


def test_the_language_switch_holds_at_once(site, tmp_path):
    async def switch() -> list[str]:
        async with tab(tmp_path / "profile") as page:
            await page.open(site, 390)
            seen = [await page.evaluate("document.documentElement.lang")]
            wanted = "en" if seen[0] == "id" else "id"
            await page.evaluate("document.querySelector('.lontar-language').click()")
            await page.until(f"document.documentElement.lang == '{wanted}'")
            await page.evaluate("document.querySelector('.lontar-name').click()")
            await page.until("location.search == '' && document.readyState == 'complete'")
            return [*seen, await page.evaluate("document.documentElement.lang")]

    assert len(set(asyncio.run(switch()))) == 2
