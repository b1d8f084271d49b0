"""Sites that are an app over a public list call: the list finds the articles, and holds them or leads to them.

Declared are the address of the list, what is sent to it where it is asked by POST (a GraphQL query, say), where its
items stand, and how their fields are called; never a key or a password.
An article is read from its item where that has the text, else from its own record (``record``), else from its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar
from urllib.parse import urldefrag, urlsplit

from scrapy import Request

from crawler.addresses import rest_below
from crawler.clock import later
from crawler.feeds import plain
from crawler.frontier import Due
from crawler.items import Answer, Article, Discovery, Item, Listing, Outcome, Selectors, Sent, Sighting, Visit
from crawler.platforms.calls import Call
from crawler.platforms.json_values import at, is_published, markup_of, read_json, text_of_value
from crawler.platforms.patterns import PatternError, key_by
from crawler.platforms.records import Picture, Record, layout_named, load, record_page
from crawler.platforms.slug import SlugSpider
from crawler.redirects import REDIRECT_STATUS
from crawler.robots import RobotsPolicy, fetch_robots
from crawler.walking import RECENT

ITEMS_LIMIT = 5_000
"""Items read of one answer."""
CURSOR_LIMIT = 500
"""Letters of what a following page is asked for with."""
FIELDS = (
    "id", "slug", "section", "headline", "body", "published", "modified", "category", "author", "image", "caption",
    "tags",
)  # fmt: skip
_HOURS = {"WIB": 7, "WITA": 8, "WIT": 9}
API = layout_named("json-api")
"""Layout of an article read from a record."""


class JsonApiSpider(SlugSpider):
    """A site over a public list call: declare ``articles`` (the public address), ``api``, ``items`` and ``fields``."""

    platform = "json_api"
    layouts: ClassVar[tuple[Selectors, ...]] = (API,)
    api: ClassVar[str]
    """Address of the list, ``https://api.example.go.id/news?page={page}``; below the site's root without a host."""
    api_json: ClassVar[Mapping[str, Any] | None] = None
    """What the list is asked for by POST, as JSON: ``{"query": "...", "variables": {"page": "{{page}}"}}``."""
    api_form: ClassVar[Mapping[str, Any] | None] = None
    """The same as a form: ``{"halaman": "{{page}}", "jumlah": 10}``."""
    cursor: ClassVar[str] = ""
    """Steps from the answer to what the following page is asked for with, where that is no number: it goes into
    ``{{cursor}}`` of what is sent."""
    items: ClassVar[str] = ""
    """Steps from the answer to the list of items, ``data.rows``; a text that holds JSON is read on the way."""
    fields: ClassVar[Mapping[str, str]] = {}
    """Our name of a field to the steps from an item to its value; see FIELDS."""
    record: ClassVar[str] = ""
    """Address of one article's record, ``https://api.example.go.id/news/{id}``, where the list has no text."""
    record_json: ClassVar[Mapping[str, Any] | None] = None
    """What one record is asked for by POST, as JSON, with ``{{id}}`` or ``{{slug}}``."""
    record_form: ClassVar[Mapping[str, Any] | None] = None
    record_item: ClassVar[str] = ""
    """Steps from the answer for a record to its item."""
    record_fields: ClassVar[Mapping[str, str]] = {}
    """Names that a record has besides or instead of the list's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unknown := (set(self.fields) | set(self.record_fields)) - set(FIELDS):
            raise PatternError(f"{self.name}: there is no field {sorted(unknown)[0]!r}: there are {', '.join(FIELDS)}")
        parts = urlsplit(self.api)
        self.api_root = f"{parts.scheme}://{parts.netloc}" if parts.netloc else self.addresses.root
        self.list_call = Call("list", self.api, self.api_root, self.api_json, self.api_form)
        self.list_call.check()
        if bool(self.cursor) != ("cursor" in self.list_call.names):
            raise PatternError(f"{self.name}: cursor and {{{{cursor}}}} in what is sent belong together")
        self.record_call: Call | None = None
        if self.record:
            self.record_call = Call("record", self.record, self.api_root, self.record_json, self.record_form)
            self.record_call.check("id", "slug")
        self.addresses.also_fetch(self.api_root)
        self.api_robots: RobotsPolicy | None = None
        self.known_by_records = self.article_patterns[0].text.startswith("http") if self.article_patterns else False

    # ---- the wire ----

    async def _agree_with_site(self) -> bool:
        """Read the rules of the host of the API, too, where that is another one."""
        if not await super()._agree_with_site():
            return False
        if self.api_root not in (self.addresses.root, self.addresses.origin):
            assert self.crawler.engine is not None
            self.api_robots = await fetch_robots(self.crawler.engine, self.api_root, self.addresses.fetch_url)
        return True

    def _ask(self, due: Due) -> Request | Outcome:
        url = urldefrag(due.visit.url).url
        if self.api_robots is not None and url.startswith(self.api_root) and not self.api_robots.allows(url):
            self.in_flight += 1
            due.visit.outcome, due.visit.reason, due.visit.instant = "refused", "robots", self.clock()
            self._note_lost_listing(due.visit)
            return Outcome(self.name, due.visit)
        return super()._ask(due)

    def sent_to(self, url: str) -> Sent | None:
        """Return what is sent to a page of the list, or to a record, that is asked for by POST."""
        calls = [self.list_call, self.record_call] if self.record_call else [self.list_call]
        return next(filter(None, (call.sent(url) for call in calls)), None) if "#" in url else None

    def entries(self) -> Iterable[Discovery]:
        """Return the first page of the list, and the operator's addresses."""
        first = "" if self.list_call.page_may_be_missing else self.first_page
        yield Discovery(self.list_call.address(page=first), "api", "entry", priority=0)
        yield from (entry for entry in super().entries() if entry.via == "operator")

    # ---- reading ----

    def kind_of(self, url: str) -> str:
        """Tell records and pages of the list from the site's own pages."""
        if self._record_fields_of(url) is not None:
            return "article"
        return "api" if self.list_call.match(url) is not None else super().kind_of(url)

    def prepare(self, answer: Answer) -> None:
        """Parse pages ahead of reading; a record is none."""
        if self._record_fields_of(answer.visit.url) is None:
            super().prepare(answer)

    def _read(self, answer: Answer) -> Item:
        visit, status = answer.visit, answer.capture.status
        if status in REDIRECT_STATUS and self.sent_to(visit.url):  # what was sent is meant for this address alone
            return self._outcome(answer, "refused", "bad-redirect")
        if visit.kind == "article" and status == 200 and self._record_fields_of(visit.url):
            return self._read_record(answer)
        return super()._read(answer)

    def _record_fields_of(self, url: str) -> dict[str, str] | None:
        """Return the fields of a record's address; None when it is none."""
        return self.record_call.match(url) if self.record_call else None

    def read_feed(self, answer: Answer) -> Item:
        """Read a page of the list."""
        if answer.visit.kind != "api":
            return super().read_feed(answer)
        data = load(answer.body)
        items = at(data, self.items)
        items = read_json(items) if isinstance(items, str) else items
        if not isinstance(items, list):
            return self._outcome(answer, "failed", "no-api")
        visit = answer.visit
        listing = Listing(self.name, self._done(visit, "listing"), answer.capture, zone=self.time_zone)
        for position, item in enumerate(items[:ITEMS_LIMIT], start=1):
            found = self._values(item, self.fields)
            url = self._address_of(found) if is_published(item) else None
            key = self.key_of(url) if url else None
            if url is None or key is None:
                continue
            printed = found.get("published") or None
            text = plain(found.get("headline", ""))
            listing.sightings.append(Sighting(visit.url, "listing", position, text, url, printed, key))
            if self.record_call:
                record = self.record_call.address(**_filled(found))
                listing.discoveries.append(Discovery(record, "article", visit.url, key))
            elif "body" in self.fields:
                listing.articles.append(self._article_of(answer, Visit(url, "article"), found, url, key))
            else:
                listing.discoveries.append(Discovery(url, "article", visit.url, key))
        listing.following = self._following(visit.url, data) if listing.sightings else None
        return listing

    def _following(self, url: str, data: Any) -> str | None:
        """Return the address of the page of the list behind this one."""
        told = self.list_call.match(url) or {}
        number = int(told.get("page") or self.first_page) + self.step
        if "cursor" in self.list_call.names:
            cursor = text_of_value(at(data, self.cursor))
            return self.list_call.address(page=number, cursor=cursor) if 0 < len(cursor) <= CURSOR_LIMIT else None
        return self.list_call.address(page=number) if "page" in self.list_call.names else None

    def _read_record(self, answer: Answer) -> Item:
        data = load(answer.body)
        item = at(data, self.record_item)
        if not item and isinstance(data, dict) and data.get("errors"):  # of GraphQL: no word on whether it is there
            return self._outcome(answer, "failed", "no-api")
        asked = self._record_fields_of(answer.visit.url) or {}
        is_there = isinstance(item, dict) and is_published(item)
        found = asked | self._values(item, {**self.fields, **self.record_fields}) if is_there else {}
        url = self._address_of(found)
        key = self.key_of(url) if url else None
        if url is None or key is None or not found.get("headline"):
            return self._outcome(answer, "missing", "soft-404")
        return self._article_of(answer, answer.visit, found, url, key)

    def _article_of(self, answer: Answer, visit: Visit, found: dict[str, str], url: str, key: str) -> Article:
        body = markup_of(found.get("body", ""))
        record = Record(found.get("id", ""), url, markup_of(found.get("headline", "")), body)
        record.published = self._instant(found.get("published", ""))
        record.modified = self._instant(found.get("modified", ""))
        record.author = plain(found.get("author", ""))
        record.terms = [("category", found["category"], "")] if found.get("category") else []
        record.terms += [("post_tag", tag, "") for tag in found.get("tags", "").split("\n") if tag.strip()]
        image = self.addresses.resolve(self.home_url, found["image"]) if found.get("image") else None
        if image:
            record.pictures.append(Picture(image, "", markup_of(found.get("caption", ""))))
        root, _ = record_page(record)
        return Article(
            site=self.name,
            key=key,
            url=url,
            page=self.page(url, root, answer.capture.fetched_at),
            selectors=API,
            capture=answer.capture,
            visit=visit,
            region=self.region,
            urls=[url],
            layout=API.layout,
            parser=self.parser_version,
        )

    def _values(self, item: Any, names: Mapping[str, str]) -> dict[str, str]:
        """Return what an item says, by our names; lists of names line by line."""
        found = {name: text_of_value(at(item, steps)) for name, steps in names.items()}
        return {name: value for name, value in found.items() if value}

    def _address_of(self, found: dict[str, str]) -> str | None:
        """Return the public address of an article; None where the item lacks what it is made of."""
        try:
            filled = self.article_patterns[0].fill(**_filled(found))
        except KeyError:
            return None
        return filled if filled.startswith("http") else self.addresses.root + filled

    def key_of(self, url: str) -> str | None:
        """Return the key by the declared patterns, also of an article that has no address but its record's."""
        if not self.known_by_records:
            return super().key_of(url)
        rest = rest_below(self.api_root, url)
        return key_by(self.article_patterns, rest) if rest is not None else None

    def _instant(self, printed: str) -> str:
        """Return a time as the site would print it: seconds of Unix and times of Greenwich in the region's zone."""
        zone = timezone(timedelta(hours=_HOURS.get(self.time_zone, 7)))
        try:
            if printed.isdecimal() and len(printed) in (10, 13):
                return datetime.fromtimestamp(int(printed[:10]), zone).isoformat()
            instant = datetime.fromisoformat(printed)
        except ValueError:
            return printed
        if instant.tzinfo is not None and not instant.utcoffset():
            instant = instant.astimezone(zone)
        return instant.isoformat(timespec="seconds") if len(printed) > 10 else printed

    # ---- where it leads ----

    def follow(self, item: Article | Listing) -> list[Discovery]:
        """Return the next page of the list; the articles that it leads to are with it already."""
        if isinstance(item, Article) or item.visit.kind != "api":
            return super().follow(item)
        keys = [sighting.key for sighting in item.sightings if sighting.key]
        shown = self.shown.setdefault(self.api, set())
        fresh = set(keys) - shown
        shown |= fresh
        if not item.following or not fresh or self._list_may_stop(item, keys):
            return []
        return [Discovery(item.following, "api", item.visit.url, priority=2, at_once=True)]

    def _list_may_stop(self, item: Listing, keys: list[str]) -> bool:
        dates = [sighting.published_at or "" for sighting in item.sightings]
        if self.since and all(map(self.is_old, item.sightings)):
            return True
        if self.report.mode == "recent":
            limit = later(self.report.started_at, -RECENT)
            return all(date and date[:10] < limit[:10] for date in dates)
        return self.report.mode == "incremental" and len(self.frontier.addresses_of(keys)) == len(set(keys))

    def _note_lost_listing(self, visit: Any) -> None:
        if visit.kind == "api" and visit.outcome in ("failed", "quarantined", "refused", "missing"):
            self.report.walk_complete = False
        super()._note_lost_listing(visit)


def _filled(found: Mapping[str, str]) -> dict[str, str]:
    """Return the values of which an address is made; of a slug that is a whole address its last step."""
    return {name: value.rstrip("/").rpartition("/")[2] if name == "slug" else value for name, value in found.items()}
