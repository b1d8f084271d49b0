"""Swarakalibata (phpmu.com, CodeIgniter 3), also called Kominfo-CMS: the CMS behind many regency news sites.

Addresses, missing pages and quirks were read off a running copy of its public source. A release has many addresses
(``/slug``, ``/slug.html``, ``/baca/yyyy/mm/slug``, ``/berita/detail/slug``, ``/berita-slug.html``); its own is
``/slug``, or ``/berita/detail/slug`` on sites whose lists say so: older routes know no other. What does not exist
redirects to the home page. Pages of a theme of which nothing is known here are found and read as those of an unknown
CMS.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import quote, unquote, urlsplit

from lxml import etree
from lxml.etree import XPath, _Element

from crawler.items import Answer, Article, Discovery, Item, Listing, Outcome, Page, Selectors, Sighting
from crawler.platforms import family_signs
from crawler.platforms.generic import GenericSpider
from crawler.platforms.swarakalibata_selectors import LAYOUTS, LISTING, choose_layout
from crawler.reading import SiteReader
from crawler.structure.known import cleared_layout

INDEX_STEP = 15
"""Releases on a page of ``/berita/index``."""
CATEGORY_STEP = 10
"""Releases on a page of a category or tag."""

RESERVED = frozenset(
    "administrator agenda albums asset auth berita download galeri halaman home hubungi index index.php kategori"
    " konsultasi login main members pengumuman playlist polling rss rss.xml search sitemap sitemap.xml robots.txt tag"
    " template testimoni utama video welcome".split()
)
"""First segments that are controllers or files of the CMS, never a release."""

_BACA = re.compile(r"^baca/\d{4}/\d{1,2}/([^/]+)$", re.I)
_DETAIL = re.compile(r"^berita/(?:detail|read|baca)/(?:\d+/)?([^/]+)(?:/.*)?$", re.I)
_BELOW = re.compile(r"^(?:index\.php/)?berita/(?:detail|read|baca)/(?=[^/]+$)", re.I)
_OLD = re.compile(r"^berita-(.+)\.html$", re.I)
_LISTING = re.compile(r"^(?:index\.php/)?(kategori|tag)/detail/([^/]+)(?:/(\d+))?$", re.I)
_INDEX = re.compile(r"^(?:index\.php/)?berita/index(?:/(\d+))?$", re.I)
_LISTING_LINKS = XPath("//a[contains(@href, '/detail/')]/@href")
_HOME_SIGNS = XPath(
    "boolean(//ul[contains(@class, 'article-block-big')] | //div[contains(@class, 'slider')]"
    " | //div[contains(@class, 'featured')])"
)
_FOLLOWING = XPath("//div[@class='pagination']//a[@rel='next']/@href")
_LISTED = ("listing", "lead")


class SwarakalibataSpider(GenericSpider):
    """A site on Swarakalibata: declare name, region, site_name and home_url."""

    platform = "swarakalibata"
    layouts: ClassVar[tuple[Selectors, ...]] = LAYOUTS
    guesses = False
    related_older = True  # "Berita Terkait" asks for numbers below the own one
    listings = ("/", "/berita/index")
    home_paths = ("/", "/main")
    signs = family_signs.SWARAKALIBATA
    by_structure: ClassVar[bool] = False
    """Whether the site's theme is none that is known here, by declaration: pages that no layout fits are then read as
    those of an unknown CMS, whatever parts of known themes they show; else they tell that a known theme has changed."""
    unknown_theme: ClassVar[Mapping[str, Any]] = {"by_structure": True}
    index_works = False
    """Whether this run has read releases off the listing of all releases."""
    below = ""
    """Path below which the site's own lists say that its releases are, ``berita/detail/``; empty: below the root."""

    def entries(self) -> Iterable[Discovery]:
        """Return the lists that are declared, feed, sitemap, and the operator's addresses."""
        root = self.addresses.root
        for path in self.listings:
            yield Discovery(f"{root}{path}", "listing", "entry", priority=0)
        yield Discovery(f"{root}/rss.xml", "feed", "entry", priority=0)
        yield Discovery(f"{root}/sitemap", "sitemap", "entry", priority=0)
        for url in self.urls:
            own = self.addresses.resolve(self.home_url, url)
            key = self.key_of(own) if own else None
            if key:
                yield Discovery(self.article_url(key), "article", "operator", key)

    def key_of(self, url: str) -> str | None:
        """Return the lower-cased slug of any form of a release's address; the trailing ``-`` some have is kept."""
        at_root = self.addresses.at_root(url)
        return _key_of(at_root) if at_root is not None else None

    def article_url(self, key: str) -> str:
        """Return ``/<slug>``, or where the site's own lists say that it is."""
        return f"{self.addresses.root}/{self.below}{_RESERVED_SIGNS.sub(lambda match: quote(match[0], safe=''), key)}"

    def article_layout(self, root: _Element) -> Selectors | None:
        """Choose the layout by the page's own features."""
        return choose_layout(root)

    def listing_layout(self, root: _Element) -> Selectors:
        """Return the selectors of listings and of the home page."""
        return LISTING

    def is_home_page(self, root: _Element) -> bool:
        """Tell the home page by its big article blocks."""
        return bool(_HOME_SIGNS(root))

    def read_article(self, answer: Answer, page: Page) -> Item:
        """Read an article by the layout of its theme; as one of an unknown CMS where nothing of the page is known."""
        if self._is_unknown(page.root):
            return super().read_article(answer, page)
        item = SiteReader.read_article(self, answer, page)
        if isinstance(item, Article) and item.selectors:
            item.selectors = cleared_layout(item.selectors, page.root, dressed_alone=True)
        return item

    def read_listing(self, answer: Answer, page: Page) -> Item:
        """Read a listing by the blocks of the known themes; by its structure where the page has none of them."""
        if self._is_unknown(page.root):
            return super().read_listing(answer, page)
        return SiteReader.read_listing(self, answer, page)

    def _is_unknown(self, root: _Element) -> bool:
        """Tell whether a page is to be read by its structure: its theme is none of those that are known."""
        return self.article_layout(root) is None and (self.by_structure or not _is_known_theme(root))

    def read_feed(self, answer: Answer) -> Listing | Outcome:
        """Read the addresses of rss.xml or of the sitemap, however malformed they are."""
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
        try:
            root = etree.fromstring(answer.body.lstrip(), parser)
        except etree.XMLSyntaxError:
            root = None
        kind = answer.visit.kind
        names = {"feed": ("rss", "rdf", "feed"), "sitemap": ("urlset", "sitemapindex")}[kind]
        if root is None or etree.QName(root).localname.lower() not in names:
            return self._outcome(answer, "missing", "soft-404")
        self._learn_host_of_feed(root)
        sightings = []
        for position, node in enumerate(root.iter("{*}item", "{*}url"), start=1):
            fields = {etree.QName(child).localname: (child.text or "").strip() for child in node if _is_element(child)}
            url = self.addresses.resolve(answer.visit.url, fields.get("link") or fields.get("loc") or "")
            if url is None or (key := self.key_of(url)) is None:
                continue
            text = " ".join(fields.get("title", "").split())
            date = fields.get("pubDate") or fields.get("lastmod") or None
            sightings.append(Sighting(answer.visit.url, kind, position, text, url, date, key))
        listing = Listing(self.name, self._done(answer.visit, "listing"), answer.capture)
        listing.sightings = sightings
        return listing

    def _learn_host_of_feed(self, root: _Element) -> None:
        """The feed of a mirror names the host it was copied from in its first address, that of the site."""
        if self.base_url and not self.host_learned:
            first = next((node.text for node in root.iter("{*}link", "{*}loc") if node.text), "")
            self.addresses.also_own(urlsplit(first.strip()).netloc)

    def follow(self, item: Article | Listing) -> list[Discovery]:
        """Return the releases a page shows, the listings it links to, and the listing's next page."""
        via = item.visit.url if item.visit else item.site
        if isinstance(item, Listing) and item.page is not None:
            self._learn_form(item)
        if isinstance(item, Listing) and item.page is not None and item.selectors is not LISTING:
            return super().follow(item) + self._listings(item)
        keys = dict.fromkeys(s.key for s in item.sightings if s.key and not self.is_old(s))
        if isinstance(item, Article):
            keys |= dict.fromkeys(link.key for link in item.related if link.key)
        keys |= dict.fromkeys(c.article_key for c in item.recent_comments if c.article_key)
        found = [Discovery(self.article_url(key), "article", via, key) for key in keys]
        if isinstance(item, Article):
            found += self.files_of(item, via) + self.shapes.confirm(item.key)
        if isinstance(item, Listing) and item.page is not None:
            found += self._listings(item)
            if following := self._further_page(item):
                found.append(following)
        return found

    def _learn_form(self, listing: Listing) -> None:
        """Learn from a list where the site's releases are: below the root, unless most of its entries say otherwise."""
        paths = [self._path(s.url) for s in listing.sightings if s.key and s.block != "ticker"]
        forms = Counter(match[0] if (match := _BELOW.match(path)) else "" for path in paths)
        if forms:
            self.below = forms.most_common(1)[0][0].lower()

    def _wanted(self, url: str, key: str, via: str, certainty: int) -> list[Discovery]:
        self.address_of[key] = self.article_url(key)
        return super()._wanted(url, key, via, certainty)

    def _listings(self, listing: Listing) -> list[Discovery]:
        """Category listings are read in every run, tag listings in full walks."""
        assert listing.page is not None
        if not self._is_entry(listing):
            return []
        found: dict[str, Discovery] = {}
        links: Any = _LISTING_LINKS(listing.page.root)
        for href in links:
            url = listing.page.link(str(href))
            match = _LISTING.match(self._path(url)) if url else None
            if match is None or match[3]:
                continue
            is_tag = match[1].lower() == "tag"
            if is_tag and self.report.mode != "full":
                continue
            address = f"{self.addresses.root}/{match[1].lower()}/detail/{match[2]}"
            found[address] = Discovery(address, "listing", listing.visit.url, priority=3 if is_tag else 2, at_once=True)
        return list(found.values())

    def _path(self, url: str) -> str:
        """Return the path of one of the site's own addresses from its root on; empty for another."""
        return _path(self.addresses.at_root(url) or "")

    def _is_entry(self, listing: Listing) -> bool:
        return self._path(listing.visit.url) in ("", "main", "berita/index")

    def _further_page(self, listing: Listing) -> Discovery | None:
        """Return the listing's next page, unless the walk may stop: its end, or nothing but what was known."""
        path = self._path(listing.visit.url)
        index, part = _INDEX.match(path), _LISTING.match(path)
        if index:
            base, offset, step, priority = "berita/index", int(index[1] or 0), INDEX_STEP, 2
        elif part:
            base, offset, step = f"{part[1]}/detail/{part[2]}", int(part[3] or 0), CATEGORY_STEP
            priority = 3 if part[1].lower() == "tag" else 2
        else:
            return None
        listed = [s for s in listing.sightings if s.block in _LISTED and s.key]
        if not listed or (self.since and all(self.is_old(s) for s in listed)):
            return None
        urls = list({self.article_url(s.key) for s in listed if s.key})
        if self.may_stop(urls):
            return None
        if index:
            self.index_works = True
        if priority == 3 and self.index_works:
            return None  # the listing of all releases has them; a tag's first page shows how the tag is used
        further = self._offset_after(listing, base, offset) or offset + step
        url = f"{self.addresses.root}/{base}/{further}"
        return Discovery(url, "listing", listing.visit.url, priority=priority, at_once=True)

    def _offset_after(self, listing: Listing, base: str, offset: int) -> int | None:
        """Return the offset that the page itself names as next: copies of the CMS show more or fewer on a page."""
        assert listing.page is not None
        found: Any = _FOLLOWING(listing.page.root)
        for href in found:
            head, _, last = self._path(listing.page.link(str(href)) or "").rpartition("/")
            if head.lower().endswith(base.lower()) and last.isdecimal() and len(last) < 8 and int(last) > offset:
                return int(last)
        return None


_RESERVED_SIGNS = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}%?#/\[\]]")
"""Characters of a slug that an address escapes."""


@lru_cache(maxsize=50_000)
def _key_of(url: str) -> str | None:
    path = _path(url)
    path = path[len("index.php/") :] if path.lower().startswith("index.php/") else path
    match = _DETAIL.match(path) or _BACA.match(path)
    slug = match[1] if match else path
    if not slug or "/" in slug:
        return None
    old = _OLD.match(slug)
    slug = old[1] if old else slug.removesuffix(".html")
    key = unquote(slug).strip().lower()
    if not key or (not match and key in RESERVED) or ("." in key[-5:] and _is_file(key)) or len(key) > 500:
        return None
    return key


def _is_file(key: str) -> bool:
    return re.search(r"\.(?:xml|txt|php|jpe?g|png|gif|pdf|css|js|ico|zip|docx?|xlsx?|mp[34])$", key) is not None


def _path(url: str) -> str:
    return urlsplit(url).path.strip("/")


def _is_known_theme(root: _Element) -> bool:
    """Tell whether a page has a list of releases, or a part of the frame, as the known themes print them."""
    return any(block.items(root) for block in LISTING.blocks)


def _is_element(node: _Element) -> bool:
    return isinstance(node.tag, str)
