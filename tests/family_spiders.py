"""A spider for each CMS family, of sites that exist in tests only."""

from crawler.platforms.drupal import DrupalSpider
from crawler.platforms.joomla import JoomlaSpider
from crawler.platforms.lokomedia import LokomediaSpider
from crawler.platforms.opensid import OpenSidSpider
from crawler.platforms.popojicms import PopojiSpider
from crawler.platforms.swarakalibata import SwarakalibataSpider


class LokomediaSite(LokomediaSpider):
    name = "uji-lokomedia"
    site_name = "Uji Lokomedia"
    home_url = "https://lokomedia.example/"


class SwarakalibataSite(SwarakalibataSpider):
    name = "uji-swarakalibata"
    site_name = "Uji Swarakalibata"
    home_url = "https://swarakalibata.example/"


class PopojiSite(PopojiSpider):
    name = "uji-popojicms"
    site_name = "Uji PopojiCMS"
    home_url = "https://popojicms.example/"


class OpenSidSite(OpenSidSpider):
    name = "uji-opensid"
    site_name = "Uji OpenSID"
    home_url = "https://opensid.example/"


class JoomlaSite(JoomlaSpider):
    name = "uji-joomla"
    site_name = "Uji Joomla"
    home_url = "https://joomla.example/"


class DrupalSite(DrupalSpider):
    name = "uji-drupal"
    site_name = "Uji Drupal"
    home_url = "https://drupal.example/"
