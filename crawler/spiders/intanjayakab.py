"""Kabupaten Intan Jaya, Papua Tengah."""

from crawler.platforms.wordpress import WordPressSpider


class IntanjayakabSpider(WordPressSpider):
    """https://intanjayakab.go.id"""

    name = "intanjayakab"
    region = "94.07"
    site_name = "Pemerintah Kabupaten Intan Jaya"
    home_url = "https://intanjayakab.go.id/"
    aliases = ("www.intanjayakab.go.id",)
    time_zone = "WIT"
    verified = False
