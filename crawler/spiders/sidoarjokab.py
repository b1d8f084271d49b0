"""Kabupaten Sidoarjo, Jawa Timur: only its list of news is known, not how it addresses a release."""

from crawler.platforms.slug import SlugSpider


class SidoarjokabSpider(SlugSpider):
    """https://sidoarjokab.go.id"""

    name = "sidoarjokab"
    region = "35.15"
    site_name = "Pemerintah Kabupaten Sidoarjo"
    home_url = "https://sidoarjokab.go.id/"
    aliases = ("www.sidoarjokab.go.id",)
    listing = "/berita"
    verified = False
