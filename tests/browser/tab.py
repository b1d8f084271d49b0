"""One tab of Debian's chromium, driven over its debugging protocol."""

from __future__ import annotations

import asyncio
import base64
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from axe_core_python.base import AXE_SCRIPT

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --remote-debugging-port=0"
).split()
_ARRIVED = "!window.leaving && document.readyState == 'complete' && Boolean(document.activeElement)"
"""True on a page that is loaded, and not on the one that was marked as being left."""


class Tab:
    """One tab; ``events`` holds what the browser told meanwhile."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.number = 0
        self.events: list[dict[str, Any]] = []

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol and return its result."""
        self.number += 1
        await self.socket.send_json({"id": self.number, "method": method, "params": parameters})
        while True:
            message = await self.socket.receive_json(timeout=120)
            if message.get("id") == self.number:
                assert "error" not in message, message
                return message["result"]
            self.events.append(message)

    async def open(self, url: str, width: int, height: int = 900) -> None:
        """Open an address on a screen of a size in pixels; a narrow one is a phone's. Waits until it is loaded."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        await self.call("Emulation.setDeviceMetricsOverride", **size)
        await self.evaluate("window.leaving = true")
        result = await self.call("Page.navigate", url=url)
        assert "errorText" not in result, (url, result)
        await self.until(_ARRIVED)

    async def evaluate(self, expression: str, *, promised: bool = False) -> Any:
        """Return the value of a JavaScript expression; of a promise, when it is kept."""
        result = await self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=promised)
        assert "exceptionDetails" not in result, (expression, result)
        return result["result"].get("value")

    async def barriers(self) -> list[str]:
        """Return what axe-core finds that keeps people out, all details open: breaches of WCAG 2.1, A and AA."""
        await self.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        await self.evaluate(f"{AXE_SCRIPT}; 0")
        run = f"axe.run(document, {{runOnly: {list(RULES)}}}).then(found => found.violations)"
        found = await self.evaluate(run, promised=True)
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]

    async def until(self, expression: str) -> None:
        """Wait until an expression is true, which on a page just left or not yet there it is not; ten seconds."""
        for _ in range(200):
            try:
                if await self.evaluate(f"(() => {{ try {{ return {expression} }} catch {{ return false }} }})()"):
                    return
            except AssertionError as error:
                if "navigated" not in str(error):  # asked while one page gives way to the next
                    raise
            await asyncio.sleep(0.05)
        raise AssertionError(f"never came true: {expression}")

    async def press(self, key: str, code: int) -> None:
        """Press and release a key."""
        typed = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown" if typed else "rawKeyDown", "keyUp"):
            more = typed if kind == "keyDown" else {}
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more)

    async def enter(self) -> None:
        """Press Enter, and wait until the page that it leads to is loaded and takes keys."""
        await self.evaluate("window.leaving = true")
        await self.press("Enter", 13)
        await self.until(_ARRIVED)

    async def tab_to(self, selector: str, most: int = 80) -> None:
        """Press Tab until an element is in focus."""
        for _ in range(most):
            await self.press("Tab", 9)
            if await self.evaluate(f"Boolean(document.activeElement?.matches({selector!r}))"):
                return
        raise AssertionError(f"no key leads to {selector}")

    async def picture(self, path: Path, tallest: int = 2600) -> None:
        """Save the page as a PNG, down to a height in pixels."""
        size = await self.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], tallest), "scale": 1}
        shot = await self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    async def darken(self) -> None:
        """Prefer dark colours from now on."""
        wish = [{"name": "prefers-color-scheme", "value": "dark"}]
        await self.call("Emulation.setEmulatedMedia", features=wish)

    def complaints(self) -> list[str]:
        """Return the errors of scripts, the console and our own policy so far."""
        found = []
        for event in self.events:
            parameters = event.get("params", {})
            if event["method"] == "Runtime.exceptionThrown":
                found.append(f"script: {parameters['exceptionDetails']['text']}")
            if event["method"] == "Log.entryAdded" and parameters["entry"]["level"] == "error":
                found.append(f"console: {parameters['entry']['text']} {parameters['entry'].get('url', '')}")
        return found


@asynccontextmanager
async def tab(profile: Path) -> AsyncIterator[Tab]:
    """Start a browser with a fresh profile and give its tab; ends it afterwards."""
    assert CHROMIUM
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
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
