"""Kabupaten Tanah Bumbu, Kalimantan Selatan."""

from crawler.platforms.wordpress import WordPressSpider


class TanahbumbukabSpider(WordPressSpider):
    """https://mc.tanahbumbukab.go.id"""

    name = "tanahbumbukab"
    region = "63.10"
    site_name = "Media Center Kabupaten Tanah Bumbu"
    home_url = "https://mc.tanahbumbukab.go.id/"
    time_zone = "WITA"
    verified = False
