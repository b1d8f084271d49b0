"""Kabupaten Sragen, Jawa Tengah: the information officer's site."""

from crawler.platforms.wordpress import WordPressSpider


class SragenkabPpidSpider(WordPressSpider):
    """http://ppid.sragenkab.go.id"""

    name = "sragenkab_ppid"
    region = "33.14"
    site_name = "PPID Kabupaten Sragen"
    home_url = "http://ppid.sragenkab.go.id/"
    verified = False
