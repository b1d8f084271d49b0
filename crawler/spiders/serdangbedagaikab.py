"""Kabupaten Serdang Bedagai, Sumatera Utara."""

from crawler.platforms.wordpress import WordPressSpider


class SerdangbedagaikabSpider(WordPressSpider):
    """https://mediacenter.serdangbedagaikab.go.id"""

    name = "serdangbedagaikab"
    region = "12.18"
    site_name = "Media Center Kabupaten Serdang Bedagai"
    home_url = "https://mediacenter.serdangbedagaikab.go.id/"
    verified = False
