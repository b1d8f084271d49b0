"""Lokomedia, and Swarakalibata before CodeIgniter: ``berita-<slug>.html``."""

from __future__ import annotations

from crawler.platforms import family_signs
from crawler.platforms.base import NewsSpider


class LokomediaSpider(NewsSpider):
    """A site of this family: declare name, region, site_name and home_url."""

    platform = "lokomedia"
    signs = family_signs.LOKOMEDIA
