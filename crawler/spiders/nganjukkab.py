"""Kabupaten Nganjuk, Jawa Timur: read from its pages; its list call asks for a password and is left alone."""

from crawler.platforms.slug import SlugSpider


class NganjukkabSpider(SlugSpider):
    """https://nganjukkab.go.id"""

    name = "nganjukkab"
    region = "35.18"
    site_name = "Pemerintah Kabupaten Nganjuk"
    home_url = "https://nganjukkab.go.id/"
    aliases = ("www.nganjukkab.go.id",)
    articles = "/home/detail-kabar/{slug}"
    listing = "/home"
    verified = False
