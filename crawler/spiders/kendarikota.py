"""Kota Kendari, Sulawesi Tenggara."""

from crawler.platforms.wordpress import WordPressSpider


class KendarikotaSpider(WordPressSpider):
    """https://berita.kendarikota.go.id"""

    name = "kendarikota"
    region = "74.71"
    site_name = "Berita Kota Kendari"
    home_url = "https://berita.kendarikota.go.id/"
    time_zone = "WITA"
    verified = False
