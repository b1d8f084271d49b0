"""Daerah Istimewa Yogyakarta: a Yii of its own, with a feed that prints Indonesian dates on its agencies' sites."""

from crawler.platforms.slug import SlugSpider


class JogjaprovSpider(SlugSpider):
    """https://jogjaprov.go.id"""

    name = "jogjaprov"
    region = "34"
    site_name = "Pemerintah Daerah Istimewa Yogyakarta"
    home_url = "https://jogjaprov.go.id/"
    aliases = ("www.jogjaprov.go.id",)
    articles = "/berita/{slug}"
    verified = False
