"""Kota Surakarta, Jawa Tengah."""

from crawler.platforms.wordpress import WordPressSpider


class SurakartaSpider(WordPressSpider):
    """https://surakarta.go.id"""

    name = "surakarta"
    region = "33.72"
    site_name = "Pemerintah Kota Surakarta"
    home_url = "https://surakarta.go.id/"
    aliases = ("www.surakarta.go.id",)
    verified = False
