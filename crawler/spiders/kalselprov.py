"""Provinsi Kalimantan Selatan: its news stands in a WordPress of its own below /berita."""

from crawler.platforms.wordpress import WordPressSpider


class KalselprovSpider(WordPressSpider):
    """https://kalselprov.go.id"""

    name = "kalselprov"
    region = "63"
    site_name = "Berita Provinsi Kalimantan Selatan"
    home_url = "https://kalselprov.go.id/"
    aliases = ("www.kalselprov.go.id",)
    time_zone = "WITA"
    section = "/berita"
    verified = False
