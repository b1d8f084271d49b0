"""``lontar watch`` and ``lontar notify``: who is told what."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from cli.display import printable, say, show_table
from cli.invocation import Invocation, pass_invocation
from cli.outcome import FAILED, OK, CommandError, MisuseError

if TYPE_CHECKING:
    from notify.after_crawl import Notices
    from notify.watches import Watch


def configured_notices() -> Notices:
    """Return what ``[notify]`` of the configuration asks for; raises MisuseError for an address that is none."""
    from crawler import config
    from notify.after_crawl import Notices
    from notify.sending import problem_of

    found = config.load()
    for url in found.notify_urls:
        if problem := problem_of(url):
            raise MisuseError(f"[notify] urls: {problem}")
    return Notices(found.notify_urls, found.notify_what, found.notify_language, found.public_url or None)


@click.command()
@click.argument("what", nargs=-1, metavar="[ADDRESS|SEARCH]...")
@click.option("--notify", "url", metavar="URL", help="Whom to tell, as apprise writes it: mailto://..., tgram://...")
@click.option("--remove", "number", type=int, metavar="N", help="Watch N no longer.")
@pass_invocation
def watch(invocation: Invocation, what: tuple[str, ...], url: str | None, number: int | None) -> int:
    """Tell an editor when a release changes or vanishes, or when a search finds something new.

    Without arguments the watches are listed. They are looked at after each crawl, and are kept beside the archive,
    never in it.

    \b
    Examples:
      lontar watch https://berita.kedirikab.go.id/judul-berita --notify mailto://user:password@example.org
      lontar watch "sertifikat tanah gratis" --notify tgram://token/chat
      lontar watch
      lontar watch --remove 2
    """
    from notify import watches

    folder = invocation.archive.parent
    try:
        kept = watches.load(folder)
    except ValueError as error:
        raise CommandError(str(error)) from None
    if number is not None:
        if number not in [entry.number for entry in kept]:
            raise MisuseError(f"there is no watch {number}: `lontar watch` lists them")
        watches.save(folder, [entry for entry in kept if entry.number != number])
        say(f"{number} is watched no longer")
        return OK
    if not what:
        _list(kept)
        return OK
    if url is None:
        raise MisuseError("whom to tell? Add --notify URL, such as mailto://user:password@example.org")
    _add(invocation, kept, " ".join(what), url)
    return OK


def _list(kept: list[Watch]) -> None:
    from notify.sending import masked

    if not kept:
        say("nothing is watched. Next: lontar watch ADDRESS --notify URL")
        return
    rows = [(w.number, printable(w.what), masked(w.notify), w.since[:10], (w.told_at or "never")[:10]) for w in kept]
    show_table(("number", "what", "told to", "since", "told last"), rows, numbers=("number",))


def _add(invocation: Invocation, kept: list[Watch], what: str, url: str) -> None:
    from crawler.clock import now
    from notify import memory, watches
    from notify.after_crawl import opened
    from notify.sending import problem_of

    if problem := problem_of(url):
        raise MisuseError(f"--notify: {problem}")
    with invocation.reading():  # the archive is there, and is one
        pass
    with closing(opened(invocation.archive)) as connection:
        number = max((entry.number for entry in kept), default=0) + 1
        if watches.is_address(what) and watches.article_of(connection, what) is None:
            hosts = {urlsplit(home).hostname for (home,) in connection.execute("SELECT home_url FROM sites")}
            if urlsplit(what).hostname not in hosts:
                raise MisuseError(f"{what} is no address of a site in this archive: `lontar sites` lists them")
            say("the archive does not know this address yet; it will be told of once a crawl has read it")
        entry = watches.Watch(number, what, url, now(), seen=memory.mark(connection))
    watches.save(invocation.archive.parent, [*kept, entry])
    say(f"watch {number}: looked at after each crawl. `lontar watch --remove {number}` ends it")


@click.command()
@click.option("--test", is_flag=True, help="Send a test message to every configured service.")
@pass_invocation
def notify(invocation: Invocation, test: bool) -> int:
    """Show the message that would be sent now, or send a test message.

    The services stand in lontar.toml under [notify]; after each crawl at most one message is sent to them.

    \b
    Examples:
      lontar notify
      lontar notify --test
    """
    from notify.after_crawl import pending
    from notify.messages import words
    from notify.sending import Message, masked, send

    notices = configured_notices()
    if not notices.urls:
        raise MisuseError('nobody is configured: add to lontar.toml:  [notify]  urls = ["mailto://..."]')
    if not test:
        with invocation.reading():
            pass
        try:
            message, _ = pending(invocation.archive, notices)
        except ValueError as error:
            raise CommandError(str(error)) from None
        say(f"{message.subject}\n\n{message.body}" if message else "nothing to tell")
        return OK
    text = words(notices.language)
    failed = 0
    for url in notices.urls:
        problems = send([url], Message(text["test_subject"], text["test_body"]))
        failed += bool(problems)
        say(f"{masked(url)}: {'not taken' if problems else 'taken'}")
    return FAILED if failed else OK
