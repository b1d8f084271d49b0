"""``scrapy savefixture SITE URL``: record one page and what is read of it, for a person to review."""

from __future__ import annotations

from argparse import Namespace

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.misc import load_object


class Command(ScrapyCommand):
    """Records one page: what does it is resolved by its dotted name, as the stages are."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return how it is called."""
        return "[options] <site> <url>"

    def short_desc(self) -> str:
        """Return what it does, in a line."""
        return "Record one page of a site and what is read of it, for review"

    def add_options(self, parser: object) -> None:
        """Add the option for mirrors."""
        super().add_options(parser)  # type: ignore[arg-type]
        parser.add_argument("--base-url", metavar="URL", help="fetch from a mirror at URL")  # type: ignore[attr-defined]

    def run(self, args: list[str], opts: Namespace) -> None:
        """Fetch the page politely, blank its readers, write the two files and name them."""
        if len(args) != 2:
            raise UsageError("name a site and the address of a page of it")
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        if args[0] not in loader.list():
            raise UsageError(f"there is no site {args[0]!r}: `scrapy list` lists them", print_help=False)
        record = load_object(self.settings["FIXTURE_RECORDER"])
        try:
            path = record(loader.load(args[0]), args[1], self.settings, opts.base_url)
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None
        print(f"{path}: look through it, and correct what is not as the page shows it")
