"""A real worker reads what was handed in; killed in the middle, it leaves nothing half made."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from indicators.intake.submit import submit_file
from indicators.models import Document, Intake
from tests.indicators.intake import samples
from tests.servers import ON_SQLITE, wait_for
from tests.workers import empty_broker, kill_when, worker
from tracker import tasks

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(ON_SQLITE, reason="a second process cannot see SQLite's test database, which is in memory"),
]


@pytest.fixture(autouse=True)
def _empty_queue():
    empty_broker()


def hand_in(content):
    reader, _ = User.objects.get_or_create(username="ana")
    return submit_file(content, "a.pdf", title="Review", by=reader, at=timezone.now())


def test_a_worker_reads_a_pdf_in_a_child_of_its_own():
    hand_in(samples.pdf(samples.ADVICE))
    with worker():
        tasks.read_documents.delay()
        wait_for(lambda: Intake.objects.filter(state="done").exists(), 40)
    assert Document.objects.get().drafts.count() == 1


def test_a_worker_killed_while_it_reads_leaves_no_document_and_the_next_one_makes_it():
    intake = hand_in(samples.pdf(*[f"{samples.ADVICE} {number}" for number in range(1_500)]))
    with worker() as doomed:
        tasks.read_documents.delay()
        kill_when(lambda: Intake.objects.filter(pages_read__gt=0).exists(), doomed)
    assert not Document.objects.exists()
    intake.refresh_from_db()
    assert (intake.state, intake.attempts) == ("reading", 1)
    Intake.objects.update(lease_until=timezone.now())  # what the clock does to the leases of the dead
    with worker():
        tasks.read_documents.delay()
        wait_for(lambda: Intake.objects.filter(state="done").exists(), 60)
    assert Document.objects.get().text.count("\f") == 1_499
