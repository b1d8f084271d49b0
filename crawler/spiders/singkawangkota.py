"""Kota Singkawang, Kalimantan Barat."""

from crawler.platforms.wordpress import WordPressSpider


class SingkawangkotaSpider(WordPressSpider):
    """https://mediacenter.singkawangkota.go.id"""

    name = "singkawangkota"
    region = "61.72"
    site_name = "Media Center Kota Singkawang"
    home_url = "https://mediacenter.singkawangkota.go.id/"
    verified = False
