"""Backing off and easing, with clocks that stand still until told otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from crawler.throttle import SiteThrottle, delay_problem, parse_retry_after

NOW = 1_790_000_000.0  # Mon, 21 Sep 2026 14:13:20 GMT


class Clock:
    """Seconds that pass only when asked to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Slot:
    delay: float = 0.0
    jitter: float = 0.5


def throttle(clock: Clock, *numbers: float | None, **options: float) -> SiteThrottle:
    return SiteThrottle(*numbers, clock=clock, today=lambda: NOW + clock.now - 1000, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("base", "robots", "delay"), [(1, None, 1), (1, 5, 5), (3, 2, 3), (0, None, 0), (1, 90, 90)]
)
def test_the_larger_delay_is_the_floor(base: float, robots: float | None, delay: float) -> None:
    assert throttle(Clock(), base, robots).delay == delay


def test_doubles_up_to_the_maximum_and_eases_back_to_the_floor() -> None:
    clock = Clock()
    site = throttle(clock, 1.0, None, 10.0, refusals=100)
    seen = []
    for _ in range(5):
        assert site.answered(429) == "wait"
        seen.append(site.delay)
        clock.now += site.delay
    assert seen == [2, 4, 8, 10, 10]
    for _ in range(50):
        assert site.answered(200) == "go"
        assert site.delay >= 1.0
    assert site.delay == 1.0


def test_eases_step_by_step() -> None:
    clock = Clock()
    site = throttle(clock, 1.0)
    site.answered(503)
    site.answered(200)
    assert 1.0 < site.delay < 2.0
    before = site.delay
    site.answered(404)
    site.answered(500)
    assert site.delay == before  # an answer, but no sign of recovery


def test_answers_under_way_count_one_step() -> None:
    clock = Clock()
    site = throttle(clock, 1.0)
    for _ in range(8):
        site.answered(429)
    assert site.delay == 2.0
    assert site.refused == 8


def test_backs_off_from_zero() -> None:
    site = throttle(Clock(), 0.0)
    site.failed("timeout")
    assert site.delay == 1.0


@pytest.mark.parametrize("reason", ["timeout", "reset", "refused-connection", "unreachable"])
def test_failures_that_slow_down(reason: str) -> None:
    site = throttle(Clock(), 1.0)
    assert site.failed(reason) == "wait"
    assert site.delay == 2.0


@pytest.mark.parametrize("reason", ["too-large", "bomb", "private-address", "bad-response", "dns", "tls"])
def test_failures_that_are_no_matter_of_speed(reason: str) -> None:
    site = throttle(Clock(), 1.0)
    assert site.failed(reason) == "go"
    assert (site.delay, site.refused) == (1.0, 0)


def test_retry_after_holds_the_site_until_it_has_passed() -> None:
    clock = Clock()
    site = throttle(clock, 1.0)
    assert site.answered(503, b"30") == "wait"
    assert (site.delay, site.retry_after) == (30.0, 30.0)
    clock.now += 10
    assert site.delay == 20.0
    clock.now += 25
    assert site.delay == 2.0
    site.answered(200)
    assert site.retry_after is None


def test_a_long_retry_after_defers_the_page() -> None:
    site = throttle(Clock(), 1.0, patience=120)
    assert site.answered(429, "600") == "defer"
    assert (site.delay, site.retry_after) == (2.0, 600.0)
    assert site.answered(429, "Mon, 21 Sep 2026 14:23:20 GMT") == "defer"
    assert site.retry_after == 600.0
    site.answered(429, "999999999")
    assert site.retry_after == 3600.0


def test_what_a_host_said_holds_for_the_next_of_its_sites() -> None:
    clock = Clock()
    before, after = throttle(clock, 1), throttle(clock, 1)
    before.answered(503)
    before.answered(429, "900")
    after.go_on_from(before)
    assert (before.deferred, after.delay, after.refused) == (True, before.delay, 2)
    clock.now += 901
    assert not before.deferred


def test_retry_after_of_a_good_answer_is_ignored() -> None:
    site = throttle(Clock(), 1.0)
    assert site.answered(200, "600") == "go"
    assert (site.delay, site.retry_after) == (1.0, None)


def test_blocked_after_refusals_in_a_row() -> None:
    site = throttle(Clock(), 1.0, refusals=3)
    assert [site.answered(403), site.failed("timeout")] == ["go", "wait"]
    assert site.answered(404) == "go"
    assert not site.blocked
    assert [site.answered(403), site.answered(429), site.answered(403)] == ["go", "wait", "blocked"]
    assert site.blocked
    assert site.answered(200) == "go"
    assert not site.blocked


def test_apply_sets_the_slot() -> None:
    slot = Slot()
    throttle(Clock(), 1.0, 4.0).apply(slot)
    assert slot == Slot(4.0, 0.0)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (b" 0 ", 0.0),
        ("Mon, 21 Sep 2026 14:14:20 GMT", 60.0),
        ("Mon, 21 Sep 2026 21:14:20 +0700", 60.0),
        ("Monday, 21-Sep-26 14:14:20 GMT", 60.0),
        ("Mon, 21 Sep 2020 14:14:20 GMT", 0.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣٠", None),
        ("Mon, 41 Sep 2026 14:14:20 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_parse_retry_after(value: str | bytes | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("url", "delay", "accepted"),
    [
        ("http://127.0.0.1:8000/", 0, True),
        ("http://localhost/", 0, True),
        ("http://[::1]/", 0.01, True),
        ("http://berita.example.go.id/", 1, True),
        ("http://berita.example.go.id/", 0.2, True),
        ("http://berita.example.go.id/", 0, False),
        ("http://berita.example.go.id/", 0.001, False),
        ("http://10.0.0.1/", 0, False),
        ("http://localhost.example.com/", 0, False),
        ("http://127.0.0.1/", -1, False),
        ("http://127.0.0.1/", float("nan"), False),
        ("http://127.0.0.1/", float("inf"), False),
    ],
)
def test_only_this_machine_may_be_hurried(url: str, delay: float, accepted: bool) -> None:
    assert (delay_problem(url, delay) is None) == accepted
