"""Provinsi Sulawesi Utara: a list call is known to be there, but neither its answer nor a release's address."""

from crawler.platforms.generic import GenericSpider


class SulutprovSpider(GenericSpider):
    """https://sulutprov.go.id"""

    name = "sulutprov"
    region = "71"
    site_name = "Pemerintah Provinsi Sulawesi Utara"
    home_url = "https://sulutprov.go.id/"
    aliases = ("www.sulutprov.go.id",)
    time_zone = "WITA"
    verified = False
