"""Kabupaten Jombang, Jawa Timur."""

from crawler.platforms.slug import SlugSpider


class JombangkabSpider(SlugSpider):
    """https://jombangkab.go.id"""

    name = "jombangkab"
    region = "35.17"
    site_name = "Pemerintah Kabupaten Jombang"
    home_url = "https://jombangkab.go.id/"
    aliases = ("www.jombangkab.go.id",)
    articles = "/berita/{any}/{slug}-{id}"
    listing = "/berita"
    verified = False
