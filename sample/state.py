"""The site's content on one day, with the lookups that its pages need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sample import addresses, days
from sample.comments import Comment
from sample.printed import slug
from sample.releases import Release
from sample.script import Day
from sample.texts import topics

TAG_NAMES = {
    "pertanian": "Pertanian",
    "pedesaan": "Pedesaan",
    "lingkungan": "Lingkungan",
    "pemerintahan": "Pemerintahan",
    "sertifikat-tanah": "Sertifikat Tanah",
    "umkm": "UMKM",
    "pasar": "Pasar",
    "pasar-murah": "Pasar Murah",
    "koperasi": "Koperasi",
    "stunting": "Stunting",
    "posyandu": "Posyandu",
    "kesehatan": "Kesehatan",
    "sosial": "Sosial",
    "banjir": "Banjir",
    "bencana": "Bencana",
    "pendidikan": "Pendidikan",
    "sekolah": "Sekolah",
    "literasi": "Literasi",
    "pariwisata": "Pariwisata",
    "seni-dan-budaya": "Seni dan Budaya",
    "pelayanan": "Pelayanan",
    "keamanan": "Keamanan",
    "teknologi": "Teknologi",
    "infrastruktur": "Infrastruktur",
    "olahraga": "Olahraga",
    "religi": "Religi",
}


def categories() -> dict[str, str]:
    """Return printed names of categories by address."""
    return {slug(name): name for name in sorted({bank.category for bank in topics().values()})}


@dataclass(frozen=True, slots=True)
class State:
    """Everything that is published on one day."""

    day: Day
    everything: tuple[Release, ...]
    """Newest id first, drafts and delisted ones included."""
    listed: tuple[Release, ...]
    """Those of the full list."""
    released: tuple[Release, ...]
    """Those of all other lists: without drafts."""
    by_slug: dict[str, Release]
    """The newer of two releases with one address."""
    by_id: dict[int, Release]
    address_form: str
    """Form of the releases' addresses, see ``addresses.FORMS``."""
    gone: frozenset[str]
    """Former slugs that answer 404."""
    soft_404: bool
    """Unknown addresses show a page instead of redirecting to the home page."""

    def path(self, release: Release) -> str:
        """Return a release's path in the form in force."""
        return addresses.path(self.address_form, release)

    def find(self, asked: addresses.Asked) -> Release | None:
        """Return the release that an address asks for; None when there is none."""
        if asked.id is None:
            return self.by_slug.get(asked.slug)
        release = self.by_id.get(asked.id)
        return release if release and release.slug.lower() == asked.slug else None

    def opens(self, release: Release) -> bool:
        """Return whether a release has an address of its own: it shares its slug with no newer one."""
        return self.address_form == "read" or self.by_slug[release.slug.lower()] is release

    def related(self, release: Release) -> tuple[Release, ...]:
        """Return the ten releases under "Berita Terkait": older than the FIRST FOUR DIGITS of the id,
        as in the CMS.
        """
        limit = int(str(release.id)[:4])
        return tuple(other for other in self.released if other.id < limit)[:10]

    def in_category(self, address: str) -> tuple[Release, ...]:
        """Return released releases of a category, newest first."""
        return tuple(release for release in self.released if slug(release.category) == address)

    def with_tag(self, address: str) -> tuple[Release, ...]:
        """Return released releases whose tags CONTAIN the address (the CMS asks with LIKE), newest first."""
        return tuple(release for release in self.released if address in ",".join(release.tags))

    def search(self, word: str) -> tuple[Release, ...]:
        """Return released releases whose headline or body holds a word, newest first."""
        asked = word.lower()
        return tuple(
            release
            for release in self.released
            if asked in release.headline.lower() or any(asked in each.text.lower() for each in release.blocks)
        )

    def recent_comments(self, count: int) -> list[tuple[Comment, Release | None]]:
        """Return the newest comments with their release; None for one that was deleted."""
        pairs: list[tuple[Comment, Release | None]] = [
            (comment, release) for release in self.released for comment in release.comments
        ]
        pairs += [
            (comment, None) for release in days.deleted_on(self.day.number) for comment in release.comments
        ]
        return sorted(pairs, key=lambda pair: pair[0].posted, reverse=True)[:count]


@cache
def state_on(number: int) -> State:
    """Return the state of a day; raise ValueError for one that the site does not have."""
    everything, deletions = days.releases_on(number), days.deletions_until(number)
    listed = tuple(release for release in everything if release.listed)
    by_slug: dict[str, Release] = {}
    for release in everything:
        by_slug.setdefault(release.slug.lower(), release)
    return State(
        day=days.day(number),
        everything=everything,
        listed=listed,
        released=tuple(release for release in listed if not release.draft),
        by_slug=by_slug,
        by_id={release.id: release for release in everything},
        address_form=days.address_form(number),
        gone=frozenset(
            release.slug.lower() for release in days.deleted_on(number) if deletions[release.key] == "deleted-404"
        ),
        soft_404="deleted-soft-404" in deletions.values(),
    )
