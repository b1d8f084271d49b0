"""Kota Malang, Jawa Timur."""

from crawler.platforms.wordpress import WordPressSpider


class MalangkotaSpider(WordPressSpider):
    """https://malangkota.go.id"""

    name = "malangkota"
    region = "35.73"
    site_name = "Pemerintah Kota Malang"
    home_url = "https://malangkota.go.id/"
    aliases = ("www.malangkota.go.id",)
    verified = False
