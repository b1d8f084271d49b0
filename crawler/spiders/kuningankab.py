"""Kabupaten Kuningan, Jawa Barat: its feed is at /rss.xml, as Drupal has it."""

from crawler.platforms.drupal import DrupalSpider


class KuningankabSpider(DrupalSpider):
    """http://kuningankab.go.id"""

    name = "kuningankab"
    region = "32.08"
    site_name = "Pemerintah Kabupaten Kuningan"
    home_url = "http://kuningankab.go.id/"
    aliases = ("www.kuningankab.go.id",)
    verified = False
