"""Sites that no government has, for crawls of tests.generic_server."""

from __future__ import annotations

from crawler.platforms.generic import GenericSpider


class ContohSpider(GenericSpider):
    """A site of which nothing is declared but what must be."""

    name = "contoh_umum"
    region = "35.06"
    site_name = "Pemerintah Kabupaten Contoh"
    home_url = "https://contoh.go.id/"
