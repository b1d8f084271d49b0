"""Provinsi Sumatera Barat: a CodeIgniter of its own, whose list counts by five releases."""

from crawler.platforms.slug import SlugSpider


class SumbarprovSpider(SlugSpider):
    """https://sumbarprov.go.id"""

    name = "sumbarprov"
    region = "13"
    site_name = "Pemerintah Provinsi Sumatera Barat"
    home_url = "https://sumbarprov.go.id/"
    aliases = ("www.sumbarprov.go.id",)
    articles = "/home/news/{id}-{slug}"
    listing = "/home/index-berita[/{page}]"
    first_page = 0
    step = 5
    verified = False
