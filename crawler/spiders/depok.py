"""Kota Depok, Jawa Barat: its feed is known, and that releases have changed their addresses."""

from crawler.platforms.generic import GenericSpider


class DepokSpider(GenericSpider):
    """https://berita.depok.go.id"""

    name = "depok"
    region = "32.76"
    site_name = "Berita Kota Depok"
    home_url = "https://berita.depok.go.id/"
    verified = False
