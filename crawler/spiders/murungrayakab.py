"""Kabupaten Murung Raya, Kalimantan Tengah."""

from crawler.platforms.wordpress import WordPressSpider


class MurungrayakabSpider(WordPressSpider):
    """https://berita.murungrayakab.go.id"""

    name = "murungrayakab"
    region = "62.12"
    site_name = "Berita Kabupaten Murung Raya"
    home_url = "https://berita.murungrayakab.go.id/"
    verified = False
