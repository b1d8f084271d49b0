"""Kabupaten Temanggung, Jawa Tengah: the regency's media centre."""

from crawler.platforms.swarakalibata import SwarakalibataSpider


class TemanggungkabSpider(SwarakalibataSpider):
    """https://mediacenter.temanggungkab.go.id"""

    name = "temanggungkab"
    region = "33.23"
    site_name = "Media Center Temanggung"
    home_url = "https://mediacenter.temanggungkab.go.id/"
    verified = False
