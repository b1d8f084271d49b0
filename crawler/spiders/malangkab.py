"""Kabupaten Malang, Jawa Timur: a CodeIgniter of its own; a release's address holds the office's number and a blank."""

from crawler.platforms.slug import SlugSpider


class MalangkabSpider(SlugSpider):
    """https://malangkab.go.id"""

    name = "malangkab"
    region = "35.07"
    site_name = "Pemerintah Kabupaten Malang"
    home_url = "https://malangkab.go.id/"
    aliases = ("www.malangkab.go.id", "portal.malangkab.go.id")
    articles = "/Berita/index/{slug}"
    verified = False
