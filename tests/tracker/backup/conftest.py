"""An installation in use, its backup, and empty ones to put it back into."""

from itertools import count

import pytest

from tests.conftest import serving
from tests.installations import VENDORS, Installation
from tests.make import rss

FILLED = """
from django.contrib.auth.models import User
from django.utils import timezone
from tests import make
from tracker.digests import compose
from tracker.evidence import record
from tracker.feeds import poll
from tracker.feeds.register import add_feed
from tracker.models import Evidence
from datetime import timedelta
ana = User.objects.create_superuser("ana", password="a long enough one")
item = make.item("R1", title="Señal: crear una unidad")
add_feed({url!r}, at=timezone.now())
list(poll.poll_due(timezone.now))
sum(record.match_waiting(timezone.now()))
assert Evidence.objects.count() == 1
make.confirmed(item, by=ana, at=timezone.now())
make.subscription(cadence="daily", created_at=timezone.now() - timedelta(days=3))
assert list(compose.freeze_due(timezone.now()))
"""
PACT = ("e1", "Ministers sign the joint police unit pact", "The joint police unit starts in March.")


@pytest.fixture(scope="module", params=VENDORS)
def vendor(request):
    """Of the drill; what is refused is refused alike."""
    return request.param


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """Where a module's installations live; they go at its end."""
    made, numbers = [], count(1)
    folder = tmp_path_factory.mktemp("backup")

    def make(vendor):
        made.append(Installation(folder / f"{vendor}{next(numbers)}", vendor))
        return made[-1]

    yield make
    for one in made:
        one.remove()


@pytest.fixture(scope="module")
def running(vendor, homes, feed_site):
    """An installation in use."""
    one = homes(vendor)
    one.do("migrate", "-v0")
    one.python(FILLED.format(url=feed_site.put(f"/{vendor}", rss(PACT))))
    return one


@pytest.fixture(scope="module")
def feed_site():
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def backup(running):
    path = running.home / "backup.tar.gz"
    said = running.do("backup", path)
    assert "is whole" in said.splitlines()[-1]
    return path


@pytest.fixture
def fresh(vendor, homes):
    return homes(vendor)
