"""Kabupaten Ponorogo, Jawa Timur."""

from crawler.platforms.wordpress import WordPressSpider


class PonorogoSpider(WordPressSpider):
    """https://ponorogo.go.id"""

    name = "ponorogo"
    region = "35.02"
    site_name = "Pemerintah Kabupaten Ponorogo"
    home_url = "https://ponorogo.go.id/"
    aliases = ("www.ponorogo.go.id",)
    verified = False
