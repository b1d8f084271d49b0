"""Kota Banjarbaru, Kalimantan Selatan."""

from crawler.platforms.wordpress import WordPressSpider


class BanjarbarukotaSpider(WordPressSpider):
    """https://mediacenter.banjarbarukota.go.id"""

    name = "banjarbarukota"
    region = "63.72"
    site_name = "Media Center Kota Banjarbaru"
    home_url = "https://mediacenter.banjarbarukota.go.id/"
    time_zone = "WITA"
    verified = False
