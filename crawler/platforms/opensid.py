"""OpenSID, the villages' CMS."""

from __future__ import annotations

from crawler.platforms import family_signs
from crawler.platforms.base import NewsSpider


class OpenSidSpider(NewsSpider):
    """A site of this family: declare name, region, site_name and home_url."""

    platform = "opensid"
    signs = family_signs.OPENSID
