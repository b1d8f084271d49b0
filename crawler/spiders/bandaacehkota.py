"""Kota Banda Aceh, Aceh."""

from crawler.platforms.wordpress import WordPressSpider


class BandaacehkotaSpider(WordPressSpider):
    """https://bandaacehkota.go.id"""

    name = "bandaacehkota"
    region = "11.71"
    site_name = "Pemerintah Kota Banda Aceh"
    home_url = "https://bandaacehkota.go.id/"
    aliases = ("www.bandaacehkota.go.id",)
    verified = False
