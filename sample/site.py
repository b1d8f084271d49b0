"""The site as a function of a request: pages kept rendered, the noise of every view, files, bad days."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import unquote

from sample import assets, days, faults, feeds
from sample.frame import Context, latest_item
from sample.printed import WIB, morning, today
from sample.routes import HTML, Rendered, Routes
from sample.state import TAG_NAMES, state_on

NO_CACHE = (
    ("Expires", "Thu, 19 Nov 1981 08:52:00 GMT"),
    ("Cache-Control", "no-store, no-cache, must-revalidate"),
    ("Pragma", "no-cache"),
)
VARIANTS = 32
"""How many orders of the random lists are made ready."""
MOST_PAGES = 2000
"""Pages kept rendered; one release has no end of addresses."""
_MARK = re.compile("\x01([A-Z])(\\d*)\x02")


@dataclass(slots=True)
class Request:
    """One request as the server read it; header names in lower case."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    version: str = "HTTP/1.1"


@dataclass(slots=True)
class Answer:
    """Status, header lines and body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""


@dataclass(slots=True)
class Page:
    """A rendered page, cut at its noise marks: pieces at even places, ``(kind, argument)`` between them."""

    pieces: list[bytes]
    marks: list[tuple[str, str]]
    rendered: Rendered


def cut(rendered: Rendered) -> Page:
    """Return a page cut at its noise marks."""
    parts = _MARK.split(rendered.text)
    pieces = [piece.encode(errors="surrogateescape") for piece in parts[::3]]
    return Page(pieces, list(zip(parts[1::3], parts[2::3], strict=True)), rendered)


class Site:
    """The site on one day. ``base`` is printed in its links; ``skin`` is mixed, stock or rebuilt."""

    def __init__(self, base: str, day: int = 1, skin: str = "mixed") -> None:
        self.base, self.skin = base, skin
        self.fetched: Counter[int] = Counter()
        self.served = 0
        self.set_day(day)

    def set_day(self, number: int) -> None:
        """Turn to a day; raise ValueError for one that the site does not have."""
        self.state = state_on(number)
        self.day = self.state.day
        self.moment = morning(number)
        self.replaced = days.replaced_files(number)
        self.routes = Routes(self.base, self.state, self.skin)
        self.pages: dict[str, Page] = {}
        self.feed = b""
        self.views = {release.id: days.views_from(release, number) for release in self.state.everything}
        touched = {change.key for change in self.day.changes}
        for release in self.state.everything:
            if release.key in touched:
                self.fetched.pop(release.id, None)
        self.noise = self._noise()

    def _noise(self) -> dict[str, list[bytes]]:
        rng = random.Random(self.day.number)
        tags = [
            f"<a href='{self.base}/tag/detail/{tag}' class='badge'>{name}</a>"
            for tag, name in TAG_NAMES.items()
        ]
        menu = [
            f"<li><a href='{self.base}/tag/detail/{tag}'>{name}</a></li>" for tag, name in TAG_NAMES.items()
        ]
        stock = Context(self.base, self.state, "stock")
        popular = [
            f"<li><a href='{stock.url(release)}'>{release.headline_raw}</a></li>"
            for release in self.state.released[20:32]
        ]
        beside = [latest_item(stock, release) for release in self.state.released[20:32]]
        return {
            "T": ["\n".join(rng.sample(tags, len(tags))).encode() for _ in range(VARIANTS)],
            "M": ["".join(rng.sample(menu, 14)).encode() for _ in range(VARIANTS)],
            "S": ["".join(rng.sample(beside, 3)).encode() for _ in range(VARIANTS)],
            "P": ["".join(rng.sample(popular, 6)).encode() for _ in range(VARIANTS)],
        }

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request; views count, whatever the method."""
        self.served += 1
        path = unquote(request.target.partition("?")[0]).removeprefix("/index.php") or "/"
        if self.day.mode == "outage":
            return Answer(503, [("Content-Type", HTML), ("Retry-After", "3600")], faults.DOWN)
        if self.day.mode == "blocked":
            return Answer(403, [("Content-Type", HTML)], faults.BLOCKED)
        if self.day.mode == "challenge":
            return Answer(200, [("Content-Type", HTML), ("Cache-Control", "no-store")], faults.CHALLENGE)
        if path in assets.known_paths():
            since, note = self.replaced.get(path, (1 if self.day.number > 0 else days.EARLIEST_DAY, ""))
            return self._file(request, assets.content(path, note), assets.media_type(path), since)
        if path.startswith("/captcha/"):
            return Answer(200, [("Content-Type", "image/png")], assets.content("/asset/images/favicon.png"))
        if self.day.mode == "maintenance":
            return Answer(
                200 if path in ("/", "/main") else 500, [("Content-Type", HTML)], faults.MAINTENANCE
            )
        if path == "/rss.xml":
            self.feed = self.feed or feeds.rss(self.routes.context()).encode()
            # It is rewritten when an editor opens the list of releases, which is on days with changes.
            return self._file(request, self.feed, "application/xml", days.last_change(self.day.number))
        if re.search(r"[()<>]", path):
            return Answer(400, [("Content-Type", HTML)], faults.BAD_ADDRESS)
        page = self._page(request, path)
        return self._redirect(request) if page is None else self._fill(page)

    def _page(self, request: Request, path: str) -> Page | None:
        if request.method == "POST":
            rendered = self.routes.post(path, request.body)
            return cut(rendered) if rendered else None
        if path in self.pages:
            return self.pages[path]
        rendered = self.routes.get(path)
        if rendered is None:
            return None
        page = cut(rendered)
        if len(self.pages) < MOST_PAGES:
            self.pages[path] = page
        return page

    def _fill(self, page: Page) -> Answer:
        if page.rendered.counts is not None:
            self.fetched[page.rendered.counts] += 1
        parts = [page.pieces[0]]
        for (kind, argument), piece in zip(page.marks, page.pieces[1:], strict=True):
            parts += (self._noise_of(kind, argument), piece)
        cookie = hashlib.sha256(f"{self.day.number} {self.served}".encode()).hexdigest()[:40]
        headers = [
            ("Content-Type", page.rendered.content_type),
            *([("Location", page.rendered.location)] if page.rendered.location else []),
            *NO_CACHE,
            ("Set-Cookie", f"ci_session={cookie}; Max-Age=7200; path=/; HttpOnly"),
        ]
        return Answer(page.rendered.status, headers, b"".join(parts))

    def _noise_of(self, kind: str, argument: str) -> bytes:
        if kind == "V":
            number = int(argument)
            return str(self.views[number] + self.fetched[number]).encode()
        if kind == "C":
            return b"%d.%04d" % (self.moment.timestamp(), self.served % 10000)
        if kind == "W":
            return str(13 + self.served).encode()
        return self.noise[kind][self.served % VARIANTS]

    def _redirect(self, request: Request) -> Answer:
        status = 302 if request.version == "HTTP/1.0" else 307 if request.method == "GET" else 303
        return Answer(status, [("Location", f"{self.base}/main"), ("Content-Type", HTML), *NO_CACHE])

    def _file(self, request: Request, content: bytes, content_type: str, since_day: int) -> Answer:
        etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
        modified = datetime.combine(today(since_day), time(7, 40), WIB).astimezone(UTC)
        headers = [
            ("Content-Type", content_type),
            ("ETag", etag),
            ("Last-Modified", format_datetime(modified, usegmt=True)),
        ]
        asked, since = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        if asked is not None:
            fresh = etag in asked.replace("W/", "").split(", ")
        else:
            fresh = since is not None and _not_after(modified, since)
        return Answer(304, headers) if fresh else Answer(200, headers, content)


def _not_after(modified: datetime, since: str) -> bool:
    try:
        return modified <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
