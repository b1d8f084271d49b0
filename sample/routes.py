"""Which page an address shows: the routes of the CMS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs

from sample import addresses, article, faults, feeds, listings
from sample.frame import SPAM, Context
from sample.printed import today
from sample.specials import DEFAULT_SKIN
from sample.state import TAG_NAMES, State, categories

HTML = "text/html; charset=UTF-8"
STATIC_PAGES = {
    "/halaman/detail/tentang-kami": "Tentang Kami",
    "/hubungi": "Hubungi Kami",
    "/agenda": "Agenda",
    "/albums": "Galeri Foto",
    "/playlist": "Galeri Video",
    "/download": "Unduhan",
}
CONTROLLERS = {
    "berita",
    "kategori",
    "tag",
    "halaman",
    "main",
    *(page[1:] for page in STATIC_PAGES),
    "polling",
}


@dataclass(slots=True)
class Rendered:
    """A page with its noise marks still in it."""

    text: str
    counts: int | None = None
    """Id of the release whose view counter a view raises."""
    status: int = 200
    content_type: str = HTML
    location: str = ""
    """Where a redirect leads."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The pages of one day. ``skin`` is mixed, stock or rebuilt."""

    base: str
    state: State
    skin: str

    def context(self, skin: str = DEFAULT_SKIN) -> Context:
        """Return what rendering needs; ``skin`` counts only where skins are mixed."""
        return Context(self.base, self.state, skin if self.skin == "mixed" else self.skin)

    def get(self, path: str) -> Rendered | None:
        """Return the page at a path; None where the CMS redirects to the home page."""
        context = self.context()
        if path in ("/", "/main", "/main/index"):
            return self._page(listings.home_page(context, path))
        if path in STATIC_PAGES:
            return self._page(listings.plain_page(context, STATIC_PAGES[path], path))
        if path.rstrip("/") == "/berita/indeks_berita":
            return self._page(listings.date_index(context, today(self.state.day.number)))
        if path == "/sitemap":
            return Rendered(feeds.sitemap(context), content_type="text/xml; charset=iso-8859-1")
        return self._all(path) or self._group(path) or self._article(path) or self._missing()

    def post(self, path: str, body: bytes) -> Rendered | None:
        """Return the answer to a form: the date index or the search; None for any other."""
        asked = {name: values[0] for name, values in parse_qs(body.decode(errors="replace")).items()}
        if path == "/berita/indeks_berita":
            try:
                chosen = date(int(asked["tahun"]), int(asked["bulan"]), int(asked["tanggal"]))
            except (KeyError, ValueError):
                chosen = today(self.state.day.number)
            return self._page(listings.date_index(self.context(), chosen))
        if path == "/berita/index" and "kata" in asked:
            found = self.state.search(asked["kata"])[: listings.ALL.size]
            return self._page(listings.list_page(self.context(), listings.SEARCH, found, 0))
        return None

    def _all(self, path: str) -> Rendered | None:
        match = re.fullmatch(r"/berita(?:/index)?(?:/([0-9]{0,9}))?", path)
        if not match:
            return None
        offset = int(match[1] or 0)
        return self._page(listings.list_page(self.context(), listings.ALL, self.state.listed, offset))

    def _group(self, path: str) -> Rendered | None:
        match = re.fullmatch(r"/(kategori|tag)/detail/([^/]+)(?:/([0-9]{0,9}))?", path)
        if not match:
            return None
        kind, address, offset = match[1], match[2].lower(), int(match[3] or 0)
        name = (categories() if kind == "kategori" else TAG_NAMES).get(address)
        if name is None:
            return None
        found = self.state.in_category(address) if kind == "kategori" else self.state.with_tag(address)
        group = listings.Listing(f'Berita {kind.capitalize()} "{name}"', f"/{kind}/detail/{address}")
        return self._page(listings.list_page(self.context(), group, found, offset))

    def _article(self, path: str) -> Rendered | None:
        asked = addresses.read(path)
        if asked is None:
            segments = path.strip("/").split("/")
            known = len(segments) == 1 or segments[0] in CONTROLLERS
            return None if known else Rendered(faults.NOT_FOUND, status=404)
        spam = dict(SPAM) if self.state.day.mode == "hijack" and asked.form == "plain" else {}
        if asked.slug in spam:
            return self._page(article.spam_page(self.context(), asked.slug, spam[asked.slug]))
        if asked.form in addresses.DEAD:
            return None
        release = self.state.find(asked)
        if release is None:
            return Rendered(faults.NOT_FOUND, status=404) if asked.slug in self.state.gone else None
        if asked.form in addresses.SERVED[self.state.address_form]:
            shown = article.article_page(self.context(release.skin), release, asked.form, path)
            return self._page(shown, release.id)
        if asked.form in addresses.FORMER[self.state.address_form]:
            return Rendered("", status=301, location=self.context().url(release))
        return None

    def _missing(self) -> Rendered | None:
        return self._page(listings.missing_page(self.context())) if self.state.soft_404 else None

    def _page(self, text: str, counts: int | None = None) -> Rendered:
        return Rendered(faults.renamed(text, self.state.day.layout), counts)
