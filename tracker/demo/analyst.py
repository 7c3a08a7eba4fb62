"""The scripted analyst and her reviewer. They use the functions a person's clicks use, and leave the rest of the queue.

Each step is left out when it is done already, by them before a restart or by the person at the screen.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from indicators import assessment
from indicators.models import Assessment, Item
from tracker.demo.script import DUE, Assessing, Judging, Scene, scenes
from tracker.digests import compose, send
from tracker.digests.period import Period, last_period
from tracker.evidence import review
from tracker.models import Evidence, Subscription, Verdict
from tracker.models.evidence import EvidenceQuerySet

ANALYST, REVIEWER = "demo-analyst", "demo-reviewer"
DIRECTOR = "director@example.org"
PATIENCE = timedelta(minutes=3)  # for one scene's evidence; an act lasts 45 seconds
SUBSCRIBED = timedelta(days=2)  # ago, so that a daily issue is due

Clock = Callable[[], datetime]


def play(clock: Clock, *, wait: Callable[[], None]) -> Iterator[str]:
    """Plays all scenes, each when its evidence is there; yields a line for each thing done."""
    for scene in scenes():
        began = clock()
        while missing(scene) and clock() - began < PATIENCE:
            wait()
        if late := missing(scene):
            yield f"{scene.name}: went on without {', '.join(f'{one.entry} for {one.item}' for one in late)}"
        yield from perform(scene, clock)


def missing(scene: Scene) -> list[Judging]:
    """The verdicts of this scene whose evidence is not there yet."""
    return [judging for judging in scene.verdicts if not _evidence_of(judging).exists()]


def perform(scene: Scene, clock: Clock) -> Iterator[str]:
    analyst, reviewer = _person(ANALYST), _person(REVIEWER)
    given = Counter(one.verdict for one in scene.verdicts if _judge(one, by=analyst, at=clock()))
    if given:
        yield f"judged {given.total()}: {', '.join(f'{count} {verdict}' for verdict, count in given.items())}"
    for one in scene.assessments:
        yield from _assess(one, by=analyst, approved_by=reviewer, clock=clock)
    if scene.digest:
        yield from _tell(scene, clock)


def _person(name: str) -> User:
    """Staff, so that approvals take two; nobody can log in as her."""
    person, is_new = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    if is_new:
        person.set_unusable_password()
        person.save()
    return person


def _evidence(item: str, entry: str) -> EvidenceQuerySet:
    """What the story that this article tells says of this item, whichever outlet told it first."""
    return Evidence.objects.filter(item__reference=item, story__entries__entry_id=f"demo:{entry}")


def _evidence_of(judging: Judging) -> EvidenceQuerySet:
    found = _evidence(judging.item, judging.entry)
    if judging.edited:
        return found.filter(entry__revisions__gt=0, entry__matched_at__isnull=False)
    return found


def _judge(judging: Judging, *, by: User, at: datetime) -> bool:
    piece = _evidence_of(judging).suggested().first()
    if piece is None:
        return False
    direction, stage = judging.direction or piece.direction, judging.stage or piece.stage
    try:
        review.judge_one(piece, judging.verdict, by=by, at=at, direction=direction, stage=stage, note=judging.note)
    except review.ReviewRefused:
        return False
    return True


def _assess(one: Assessing, *, by: User, approved_by: User, clock: Clock) -> Iterator[str]:
    """Proposes and approves. What does not hold, since the person at the screen decided otherwise, is said and left."""
    item = Item.objects.get(reference=one.item)
    found = Assessment.objects.filter(item=item, rationale=one.rationale).first()
    if found and found.state != Assessment.State.PROPOSED:
        return
    try:
        proposed = found or _propose(item, one, by=by, at=clock())
        assessment.approve(proposed, by=approved_by, at=clock())
    except assessment.AssessmentRefused as error:
        yield f"left {one.item} as it is: {error}"
    else:
        yield f"assessed {one.item}: {proposed.get_to_status_display().lower()}{_trend(proposed)}"


def _propose(item: Item, one: Assessing, *, by: User, at: datetime) -> Assessment:
    change = assessment.Change(one.to_status, one.trend, at.date(), one.rationale, one.coverage)
    told = [_evidence(one.item, entry).filter(verdict=Verdict.CONFIRMED).first() for entry in one.cites]
    return review.propose(item, change, [piece for piece in told if piece], by=by, at=at)


def _trend(proposed: Assessment) -> str:
    return f", {proposed.get_trend_display().lower()}" if proposed.trend else ""


def _tell(scene: Scene, clock: Clock) -> Iterator[str]:
    """Freezes an issue and sends it: the one that is due, or one out of turn."""
    began = clock() - SUBSCRIBED
    subscription, _ = Subscription.objects.get_or_create(
        email=DIRECTOR,
        defaults={"cadence": Subscription.Cadence.DAILY, "created_at": began, "confirmed_at": began},
    )
    period = _period(scene, subscription, clock())
    if subscription.issues.filter(period=period.name).exists():
        return
    issue, _ = compose.freeze(subscription, period, clock())
    list(send.send_due(clock))
    issue.refresh_from_db()
    yield f"digest to {DIRECTOR}: {issue.subject} ({issue.get_state_display().lower()})"


def _period(scene: Scene, subscription: Subscription, at: datetime) -> Period:
    if scene.digest == DUE:
        return last_period(subscription.cadence, subscription.time_zone, subscription.local_hour, at)
    return Period(scene.digest, at)
