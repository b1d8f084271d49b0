"""Kabupaten Bangka Tengah, Kepulauan Bangka Belitung."""

from crawler.platforms.swarakalibata import SwarakalibataSpider


class BangkatengahkabSpider(SwarakalibataSpider):
    """https://bangkatengahkab.go.id"""

    name = "bangkatengahkab"
    region = "19.04"
    site_name = "Pemerintah Kabupaten Bangka Tengah"
    home_url = "https://bangkatengahkab.go.id/"
    aliases = ("www.bangkatengahkab.go.id",)
    verified = False
