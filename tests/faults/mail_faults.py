"""A mail server that refuses, hangs up and forgets, and senders that are killed meanwhile.

Promised: no digest is lost; there are copies only where SMTP cannot say whether the first was taken, because the line
was cut after the text or the sender killed, and copies have the same Message-ID; who is refused for good is shown.
"""

import asyncio
import time
from collections import Counter
from datetime import timedelta
from email import message_from_bytes

import house
from aiosmtpd.controller import Controller
from crew import crew, dice_of
from django.db.models import Q
from django.utils import timezone

from tests import make
from tests.servers import free_port
from tests.workers import empty_broker
from tracker import tasks
from tracker.models import DigestIssue, Subscription
from tracker.models.digests import SEND_LEASE

AFTER_A_KILL = 1.0  # seconds in which what was taken just before a kill may not have been noted
BEFORE_A_KILL = 0.1  # seconds in which the sink may still take what the one who was killed had sent


class Sink:
    """Takes and remembers, and at times does worse."""

    def __init__(self, dice, refused_share=0.02):
        self.dice, self.taken, self.cut, self.refused_for_now = dice, [], 0, 0
        self.refused_share = refused_share

    def is_refused_for_good(self, address):
        return int(address.split("@")[0].removeprefix("p")) % round(1 / self.refused_share) == 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.is_refused_for_good(address):
            return "550 no such person"
        if self.dice.random() < 0.05:
            self.refused_for_now += 1
            return "450 not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        arrived_at = time.time()
        await asyncio.sleep(self.dice.random() * 0.02)
        if self.dice.random() < 0.05:
            self.refused_for_now += 1
            return "451 try again"
        is_cut = self.dice.random() < 0.01
        name = message_from_bytes(envelope.content)["Message-ID"]
        self.taken.append((envelope.rcpt_tos[0], name, arrived_at, is_cut))
        if is_cut:
            self.cut += 1
            server.transport.abort()
        return "250 taken"


def pass_time():
    """For the leases of the dead, and the waits before the next attempt."""
    now = timezone.now()
    waiting = DigestIssue.objects.filter(state=DigestIssue.State.FROZEN)
    waiting.filter(lease_until__lt=now + SEND_LEASE - timedelta(seconds=15)).update(lease_until=None)
    waiting.filter(lease_until=None, next_attempt_at__gt=now).update(next_attempt_at=now)


def is_settled():
    """Each has its digest, or is known not to take any."""
    ended = Q(issues__state__in=[DigestIssue.State.SENT, DigestIssue.State.FAILED]) | Q(suspended_at__isnull=False)
    return not Subscription.objects.exclude(pk__in=Subscription.objects.filter(ended).values("pk")).exists()


def run(digests, kills, workers, seed=1, patience=600):
    table, dice = house.Table(f"{digests} digests, {kills} kills"), dice_of(seed)
    sink = Sink(dice)
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    empty_broker()
    make.item()
    for number in range(1, digests + 1):
        created = timezone.now() - timedelta(days=3)
        make.subscription(email=f"p{number}@example.org", cadence="daily", created_at=created)
    until = time.monotonic() + patience
    try:
        with crew(workers, EMAIL_URL=f"smtp://127.0.0.1:{controller.port}") as working:
            pace = digests / (kills + 1)  # so that the kills are spread over the work
            while not is_settled() and time.monotonic() < until:
                tasks.send_digests.delay()
                pass_time()
                working.replace_the_dead()
                time.sleep(dice.random() * 0.5)
                if working.kills < kills and len(sink.taken) >= working.kills * pace:
                    working.strike(dice)
            settled = is_settled()
    finally:
        controller.stop()
    _judge(table, sink, working, settled)
    return table


def _judge(table, sink, working, settled):
    table.says("senders killed with -9", working.kills)
    table.says("answers 4xx; lines cut after the text", f"{sink.refused_for_now}; {sink.cut}")
    table.says("all sent, or known not to be taken", settled, held=settled)
    reached = {address for address, *_ in sink.taken}
    refused = {one.email for one in Subscription.objects.all() if sink.is_refused_for_good(one.email)}
    every = set(Subscription.objects.values_list("email", flat=True))
    lost = every - reached - refused
    table.says("digests lost", len(lost), held=not lost)
    said = DigestIssue.objects.filter(state=DigestIssue.State.SENT).values_list("subscription__email", flat=True)
    table.says("said to be sent, and not taken", len(set(said) - reached), held=not set(said) - reached)
    shown = DigestIssue.objects.filter(Q(state=DigestIssue.State.FAILED) | Q(subscription__suspended_at__isnull=False))
    told = set(shown.values_list("subscription__email", flat=True))
    table.says(f"refused for good and shown, of {len(refused)}", len(told & refused), held=refused <= told)
    table.says("given up though it might have gone", len(told - refused), held=not told - refused)
    more = DigestIssue.objects.count() - len(every)
    table.says("issues more than subscriptions", more, held=not more)
    _judge_copies(table, sink, working)


def _judge_copies(table, sink, working):
    by_address = {}
    for address, *rest in sink.taken:
        by_address.setdefault(address, []).append(rest)
    copied = {address: taken for address, taken in by_address.items() if len(taken) > 1}
    names = Counter(len({name for name, *_ in taken}) for taken in by_address.values())
    copies = sum(len(taken) - 1 for taken in copied.values())
    most = sink.cut + working.kills
    table.says("copies, at most one for each line cut and sender killed", copies, held=copies <= most)
    clear = [address for address, taken in copied.items() if not all(_is_unclear(one, working) for one in taken[:-1])]
    table.says("  of these where it was clear that the first was taken", len(clear), held=not clear)
    table.says("recipients with one Message-ID only", f"{names[1]} of {len(by_address)}", held=set(names) <= {1})


def _is_unclear(taken, working):
    """The line was cut after the text, or the sender killed before it could note the answer."""
    _name, at, is_cut = taken
    return is_cut or any(-BEFORE_A_KILL <= killed - at <= AFTER_A_KILL for killed in working.killed_at)


if __name__ == "__main__":
    house.main(run, digests=1000, kills=50, workers=2, seed=1)
