"""Kabupaten Indramayu, Jawa Barat."""

from crawler.platforms.wordpress import WordPressSpider


class IndramayukabSpider(WordPressSpider):
    """https://indramayukab.go.id"""

    name = "indramayukab"
    region = "32.12"
    site_name = "Pemerintah Kabupaten Indramayu"
    home_url = "https://indramayukab.go.id/"
    aliases = ("www.indramayukab.go.id",)
    verified = False
