"""PopojiCMS."""

from __future__ import annotations

from crawler.platforms import family_signs
from crawler.platforms.base import NewsSpider


class PopojiSpider(NewsSpider):
    """A site of this family: declare name, region, site_name and home_url."""

    platform = "popojicms"
    signs = family_signs.POPOJI
