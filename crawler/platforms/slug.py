"""Sites of a CMS of their own (Laravel, CodeIgniter ...) whose addresses are known: declared as patterns.

Found and read as any news site is, with what is declared taken for certain: an address that fits ``articles`` is an
article's, and ``listing`` names the pages of the list of all articles.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from crawler.absence import says_so, title_of
from crawler.items import Discovery, Listing, Page, Selectors
from crawler.platforms.generic import GenericSpider
from crawler.platforms.headlines import Group, Headline
from crawler.platforms.patterns import key_by, patterns_of


class SlugSpider(GenericSpider):
    """A site with declared addresses: declare name, region, site_name, home_url, articles, and listing if known."""

    platform = "slug"
    articles: ClassVar[str | tuple[str, ...]] = ()
    """Patterns of the articles' addresses (crawler.platforms.patterns); several are forms of the same addresses."""
    listing: ClassVar[str | tuple[str, ...]] = ()
    """Patterns of lists of articles; with ``{page}`` their pages are counted, without it they are found by links."""
    first_page: ClassVar[int] = 1
    """What ``{page}`` is on a list's first page."""
    step: ClassVar[int] = 1
    """By how much ``{page}`` grows from one page to the next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article_patterns = patterns_of(self.articles, "id slug")
        self.listing_patterns = patterns_of(self.listing)
        self.certain = bool(self.article_patterns)

    def entries(self) -> Iterable[Discovery]:
        """Return the declared lists, before what every news site has."""
        for pattern in self.listing_patterns:
            first = "" if pattern.page_may_be_missing else self.first_page
            yield Discovery(self._list_at(pattern.fill(page=first)), "listing", "entry", priority=0)
        yield from super().entries()

    def _list_at(self, rest: str) -> str:
        return rest if rest.startswith("http") else self.addresses.root + rest

    def key_of(self, url: str) -> str | None:
        """Return the key by the declared patterns; by the address alone where none is declared."""
        if not self.article_patterns:
            return super().key_of(url)
        rest = self.addresses.rest_of(url)
        return key_by(self.article_patterns, rest) if rest is not None else None

    def certainty(self, group: Group, headline: Headline) -> int:
        """Take every address that fits for an article's."""
        return 2 if self.article_patterns else super().certainty(group, headline)

    def is_among_releases(self, page: Page) -> bool:
        """Take a declared address for a release's."""
        return bool(self.article_patterns) or super().is_among_releases(page)

    def shows_article(self, page: Page, layout: Selectors) -> bool:
        """Take what stands at an address that fits for an article, unless it says that nothing does."""
        if not self.article_patterns:
            return super().shows_article(page, layout)
        return self.is_dated(page, layout) or not says_so(title_of(page.root), *self.headings(page.root))

    def following(self, page: Page) -> str | None:
        """Count on where the list is declared with its pages; else follow the links."""
        for pattern in self.listing_patterns:
            rest = self.addresses.rest_of(page.url) if "page" in pattern.names else None
            found = pattern.match(rest) if rest is not None else None
            if found is not None:
                return self._list_at(pattern.fill(page=int(found.get("page") or self.first_page) + self.step))
        return super().following(page)

    def lists_on(self, listing: Listing, page: Page, *, has_news: bool) -> list[Discovery]:
        """Explore nothing where the lists are declared."""
        return [] if self.listing_patterns else super().lists_on(listing, page, has_news=has_news)
