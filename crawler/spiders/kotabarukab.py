"""Kabupaten Kotabaru, Kalimantan Selatan."""

from crawler.platforms.wordpress import WordPressSpider


class KotabarukabSpider(WordPressSpider):
    """https://mediacenter.kotabarukab.go.id"""

    name = "kotabarukab"
    region = "63.02"
    site_name = "Media Center Kabupaten Kotabaru"
    home_url = "https://mediacenter.kotabarukab.go.id/"
    time_zone = "WITA"
    verified = False
