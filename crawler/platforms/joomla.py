"""Joomla: articles of com_content."""

from __future__ import annotations

from crawler.platforms import family_signs
from crawler.platforms.base import NewsSpider


class JoomlaSpider(NewsSpider):
    """A site of this family: declare name, region, site_name and home_url."""

    platform = "joomla"
    signs = family_signs.JOOMLA
