"""Kabupaten Bojonegoro, Jawa Timur."""

from crawler.platforms.slug import SlugSpider


class BojonegorokabSpider(SlugSpider):
    """https://bojonegorokab.go.id"""

    name = "bojonegorokab"
    region = "35.22"
    site_name = "Pemerintah Kabupaten Bojonegoro"
    home_url = "https://bojonegorokab.go.id/"
    aliases = ("www.bojonegorokab.go.id",)
    articles = "/berita/{id}/{slug}"
    listing = "/berita"
    verified = False
