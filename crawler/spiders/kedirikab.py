"""Kabupaten Kediri, Jawa Timur: the regency's news site."""

from crawler.platforms.swarakalibata import SwarakalibataSpider


class KedirikabSpider(SwarakalibataSpider):
    """https://berita.kedirikab.go.id"""

    name = "kedirikab"
    region = "35.06"
    site_name = "Berita Kabupaten Kediri"
    home_url = "https://berita.kedirikab.go.id/"
