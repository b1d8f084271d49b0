"""Provinsi Jawa Tengah."""

from crawler.platforms.wordpress import WordPressSpider


class JatengprovSpider(WordPressSpider):
    """https://jatengprov.go.id"""

    name = "jatengprov"
    region = "33"
    site_name = "Pemerintah Provinsi Jawa Tengah"
    home_url = "https://jatengprov.go.id/"
    aliases = ("www.jatengprov.go.id",)
    verified = False
