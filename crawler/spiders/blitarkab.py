"""Kabupaten Blitar, Jawa Timur."""

from crawler.platforms.wordpress import WordPressSpider


class BlitarkabSpider(WordPressSpider):
    """https://blitarkab.go.id"""

    name = "blitarkab"
    region = "35.05"
    site_name = "Pemerintah Kabupaten Blitar"
    home_url = "https://blitarkab.go.id/"
    aliases = ("www.blitarkab.go.id",)
    verified = False
