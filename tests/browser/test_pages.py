"""The pages in Debian's chromium, on a phone and on a desk: nothing overflows, nothing is refused by our own policy."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import subprocess
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from crawler.run import CrawlOptions, crawl
from sample.server import serve
from tests.served import served

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --remote-debugging-port=0"
).split()
PAGES = ["/", "/archive/articles?_search=tani", "/archive/articles/7", "/archive/articles/9", "/archive/comments"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing: .ci/run installs it")
        pytest.skip("chromium is not installed")
    archive = tmp_path_factory.mktemp("browser") / "archive.db"
    with serve(day=1) as sample:
        crawl(["contoh"], CrawlOptions(archive=archive, base_url=sample.base_url))
    with served(archive) as base:
        yield base


class Tab:
    """One tab, over the browser's debugging protocol."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.number = 0
        self.events: list[dict] = []

    async def call(self, method: str, **parameters):
        self.number += 1
        await self.socket.send_json({"id": self.number, "method": method, "params": parameters})
        while True:
            message = await self.socket.receive_json(timeout=20)
            if message.get("id") == self.number:
                assert "error" not in message, message
                return message["result"]
            self.events.append(message)

    async def open(self, url: str, width: int, height: int = 900) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
        await self.call("Emulation.setDeviceMetricsOverride", **size)
        await self.call("Page.navigate", url=url)
        for _ in range(100):
            if await self.evaluate("document.readyState") == "complete":
                return
            await asyncio.sleep(0.05)

    async def evaluate(self, expression: str):
        result = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return result["result"].get("value")


@asynccontextmanager
async def tab(profile: Path):
    program = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        port_file = profile / "DevToolsActivePort"
        for _ in range(200):
            if port_file.exists() and port_file.read_text().count("\n"):
                break
            await asyncio.sleep(0.1)
        port = port_file.read_text().splitlines()[0]
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                address = next(t["webSocketDebuggerUrl"] for t in await answer.json() if t["type"] == "page")
            async with session.ws_connect(address, max_msg_size=1 << 26) as socket:
                opened = Tab(socket)
                for domain in ("Page", "Runtime", "Log"):
                    await opened.call(f"{domain}.enable")
                yield opened
    finally:
        process.terminate()
        process.wait(10)


async def look(site: str, profile: Path) -> list[str]:
    problems = []
    async with tab(profile) as page:
        for width in (390, 1280):
            for path in PAGES:
                await page.open(site + path, width)
                wide = await page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    problems.append(f"{path} is {wide} px wide on a screen of {width}")
                if not await page.evaluate("document.documentElement.lang"):
                    problems.append(f"{path} names no language")
                unlabelled = await page.evaluate(
                    "[...document.querySelectorAll('input:not([type=hidden]):not([type=submit]), select, textarea')]"
                    ".filter(e => e.closest('.lontar-search') && !e.labels.length && !e.ariaLabel).length"
                )
                if unlabelled:
                    problems.append(f"{path} has {unlabelled} fields without a label")
                shot = await page.call("Page.captureScreenshot", format="png")
                assert len(base64.b64decode(shot["data"])) > 5_000
        await page.open(site, 390)
        await page.call("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
        await page.evaluate("document.querySelector('input[type=search]').focus()")
        outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        if outline == "none":
            problems.append("the focus is not visible")
        for event in page.events:
            if event["method"] == "Runtime.exceptionThrown":
                problems.append(f"script: {event['params']['exceptionDetails']['text']}")
            if event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] == "error":
                text = event["params"]["entry"]["text"]
                if "favicon" not in event["params"]["entry"].get("url", ""):
                    problems.append(f"console: {text}")
    return problems


def test_pages_fit_and_keep_to_their_policy(site, tmp_path):
    assert asyncio.run(look(site, tmp_path / "profile")) == []


async def search(site: str, profile: Path) -> str:
    async with tab(profile) as page:
        await page.open(site, 390)
        await page.evaluate(
            "(() => { const f = document.querySelector('.lontar-search'); f._search.value = 'petani'; f.submit(); })()"
        )
        for _ in range(100):
            await asyncio.sleep(0.05)
            if await page.evaluate("document.querySelectorAll('.release').length"):
                break
        await page.evaluate("document.querySelector('.release .headline').click()")
        for _ in range(100):
            await asyncio.sleep(0.05)
            if await page.evaluate("Boolean(document.querySelector('.provenance'))"):
                break
        return await page.evaluate("document.querySelector('article h1').innerText")


def test_a_reader_searches_and_opens_a_release(site, tmp_path):
    assert asyncio.run(search(site, tmp_path / "profile"))
