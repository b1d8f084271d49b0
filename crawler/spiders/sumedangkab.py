"""Kabupaten Sumedang, Jawa Barat: read from its pages, for nobody has written down what its list call answers."""

from crawler.platforms.slug import SlugSpider


class SumedangkabSpider(SlugSpider):
    """https://sumedangkab.go.id"""

    name = "sumedangkab"
    region = "32.11"
    site_name = "Pemerintah Kabupaten Sumedang"
    home_url = "https://sumedangkab.go.id/"
    aliases = ("www.sumedangkab.go.id",)
    articles = "/berita/detail/{slug}"
    verified = False
