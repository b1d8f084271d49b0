"""``scrapy shell URL``: the operator typed the address, so it is trusted; a public server needs a contact."""

from __future__ import annotations

from argparse import Namespace

from scrapy.commands.shell import Command as ScrapyShell
from scrapy.exceptions import UsageError

from crawler.guards import origin_of
from crawler.hosts import contact_advice, is_loopback


class Command(ScrapyShell):
    """Scrapy's shell, which trusts the origin that it was given."""

    def run(self, args: list[str], opts: Namespace) -> None:
        """Open the shell on an address of this machine, or of a server that can see who asks."""
        assert self.settings is not None
        if args and (origin := origin_of(args[0])):
            if is_loopback(args[0]):
                self.settings.set("TRUSTED_ORIGINS", [origin], priority="cmdline")
            elif not self.settings.get("CONTACT"):
                raise UsageError(contact_advice(args[0]), print_help=False)
        super().run(args, opts)
