"""Kabupaten Lawungan, an invented regency: the bundled sample site."""

from crawler.platforms.swarakalibata import SwarakalibataSpider


class SampleSpider(SwarakalibataSpider):
    """https://berita.lawungankab.example, a reserved name: only ever crawled where a copy is served."""

    name = "contoh"
    region = None
    site_name = "Warta Resmi Pemerintah Kabupaten Lawungan"
    home_url = "https://berita.lawungankab.example/"
    verified = True
