"""Kota Ambon, Maluku."""

from crawler.platforms.wordpress import WordPressSpider


class AmbonSpider(WordPressSpider):
    """https://ambon.go.id"""

    name = "ambon"
    region = "81.71"
    site_name = "Pemerintah Kota Ambon"
    home_url = "https://ambon.go.id/"
    aliases = ("www.ambon.go.id",)
    time_zone = "WIT"
    verified = False
