"""One walk down the whole line, over real HTTP and real SMTP: from a catalogue to a mailed digest."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from indicators import assessment
from indicators.models import Item
from tests.make import rss, subscription
from tracker.digests import compose, send
from tracker.evidence import record, review
from tracker.feeds import poll
from tracker.feeds.register import add_feed
from tracker.models import Entry, Evidence, Feed

CATALOGUE = {
    "documents": [{"title": "Harbour security review", "language": "en"}],
    "items": [
        {
            "document": "Harbour security review",
            "kind": "recommendation",
            "reference": "H1",
            "title": "Give the coast guard scanners for containers",
            "countries": ["Ecuador"],
            "watch": {
                "terms": {"en": ["container scanners"], "es": ["escáneres de contenedores"]},
                "places": ["EC"],
            },
        }
    ],
}
ENGLISH = ("e1", "Ecuador's coast guard receives ten container scanners", "The scanners were delivered in Guayaquil.")
SPANISH = ("s1", "Ecuador inaugura escáneres de contenedores en Guayaquil", "Ya operan en el puerto.")
NOISE = ("n1", "Local team wins the cup", "A late goal decided the final.")


@pytest.mark.django_db
def test_news_becomes_evidence_an_assessment_and_a_mailed_digest(site, mailbox, analyst, tmp_path):
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_text(json.dumps(CATALOGUE))
    call_command("load_catalogue", catalogue)
    long_ago = timezone.now() - timedelta(days=3)
    reader = subscription(cadence="daily", created_at=long_ago)

    add_feed(site.put("/en", rss(ENGLISH, NOISE)), at=long_ago, language="en")
    add_feed(site.put("/es", rss(SPANISH, title="El Puerto", language="es")), at=long_ago, language="es")
    polls = list(poll.poll_these(Feed.objects.all(), timezone.now))
    assert [one.outcome for one in polls] == ["updated", "updated"]
    assert Entry.objects.count() == 3

    assert sum(record.match_waiting(timezone.now())) == 2
    assert {piece.language for piece in Evidence.objects.all()} == {"en", "es"}

    review.judge(Evidence.objects.all(), "confirmed", by=analyst, at=timezone.now())
    item = Item.objects.get()
    change = assessment.Change("in_progress", "advancing", timezone.localdate(), "Scanners work in one port of three.")
    proposed = review.propose(item, change, Evidence.objects.all(), by=analyst, at=timezone.now())
    assessment.approve(proposed, by=analyst, at=timezone.now())

    assert len(list(compose.freeze_due(timezone.now()))) == 1
    assert [issue.state for issue in send.send_due(timezone.now)] == ["sent"]
    [envelope] = mailbox.messages
    assert envelope.rcpt_tos == [reader.email]
    text = reader.issues.get().text
    assert "In progress, advancing" in text
    assert ENGLISH[1] in text
    assert SPANISH[1] in text
    assert NOISE[1] not in text
