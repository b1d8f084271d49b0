"""What holds for all tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

import crawler.settings

settings.register_profile("lontar", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("lontar")


@pytest.fixture(scope="module")
def made_up_sites():
    """Let crawls know the sites of tests.generic_spiders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crawler.settings, "SPIDER_MODULES", [*crawler.settings.SPIDER_MODULES, "tests.generic_spiders"])
        yield
