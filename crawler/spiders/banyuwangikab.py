"""Kabupaten Banyuwangi, Jawa Timur: others have met a certificate of an unknown issuer there."""

from crawler.platforms.slug import SlugSpider


class BanyuwangikabSpider(SlugSpider):
    """https://banyuwangikab.go.id"""

    name = "banyuwangikab"
    region = "35.10"
    site_name = "Pemerintah Kabupaten Banyuwangi"
    home_url = "https://banyuwangikab.go.id/"
    aliases = ("www.banyuwangikab.go.id",)
    articles = ("/berita/{slug}", "/berita-daerah/{slug}")
    listing = "/berita/kanal/umum"
    verified = False
