"""Scrapy settings: politeness, limits, and what handles what. ``lontar.toml`` overrides (crawler.config)."""

from __future__ import annotations

from crawler.config import load

_CONFIG = load()

BOT_NAME = "lontar"
SPIDER_MODULES = ["crawler.spiders", "sample.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"
SPIDER_LOADER_CLASS = "crawler.sites.SiteLoader"

ARCHIVE = str(_CONFIG.archive)
SITES = str(_CONFIG.sites or "")  # empty: sites/ beside the archive
CONTACT = _CONFIG.contact
USER_AGENT = _CONFIG.user_agent

# One request a second a host, one at a time, unless the site allows more (robots.txt may ask for less).
DOWNLOAD_DELAY = _CONFIG.delay
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 16
CONCURRENT_ITEMS = 1  # every answer gives one item; Scrapy's default of 100 costs a third of its CPU time
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
ROBOTSTXT_OBEY = False  # crawler.robots does it: robots.txt, Crawl-delay and the soft 404 in its place
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 504, 408, 522, 524]
TRUSTED_ORIGINS: list[str] = []

FULL_WALK_DAYS = _CONFIG.full_walk_days
RECENT_WALK_DAYS = _CONFIG.recent_walk_days
RECHECKS = _CONFIG.rechecks

TWISTED_REACTOR_ENABLED = False  # asyncio alone: less CPU time a page
DOWNLOAD_HANDLERS = {
    "http": "crawler.download.GuardedDownloadHandler",
    "https": "crawler.download.GuardedDownloadHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
DOWNLOADER_MIDDLEWARES_BASE = {"scrapy.downloadermiddlewares.retry.RetryMiddleware": 550}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE: dict[str, int] = {}  # runs are counted by the archive; CoreStats trips over a run that cannot open it
ITEM_PIPELINES = {"pipelines.archive.ArchivePipeline": 100}
FIXTURE_RECORDER = "onboarding.recording.record_page"
SCHEDULER = "crawler.scheduler.FrontierScheduler"  # the frontier has ordered them and knows each address once
COOKIES_ENABLED = False
REDIRECT_ENABLED = False
TELNETCONSOLE_ENABLED = False
LOG_LEVEL = "INFO"
LOG_INSTALL_ROOT_HANDLER = True
LOG_ITEM_FORMAT = ""
LOG_FORMATTER = "crawler.logs.QuietLogFormatter"
FEED_EXPORTERS_BASE: dict[str, str] = {}
