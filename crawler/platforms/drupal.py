"""Drupal 7 to 11."""

from __future__ import annotations

from crawler.platforms import family_signs
from crawler.platforms.base import NewsSpider


class DrupalSpider(NewsSpider):
    """A site of this family: declare name, region, site_name and home_url."""

    platform = "drupal"
    signs = family_signs.DRUPAL
