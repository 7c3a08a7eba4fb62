"""A made-up register and its news, as large as asked for, written by the database itself: a million rows in minutes.

Every number is worked out from the row's own, so that each run makes the same rows. Both databases understand the SQL.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.db import connection, models, transaction
from django.utils import timezone

from indicators.models import Actor, Addressee, Assessment, Country, Document, Item, Status, Topic, Watch
from tracker.models import Alert, Entry, Evidence, Feed, FeedNotice, Poll, Story
from tracker.search import index
from tracker.search.kinds import ENTRY, EVIDENCE
from tracker.search.tokens import tokens_of

DAY = 86400
DAYS = 730  # over which the evidence is spread, evenly
PEOPLE, TOPICS, COUNTRIES, DOCUMENTS, ACTORS = 5, 40, 30, 100, 60
SEARCHABLE = 20_000  # of the newest entries and evidence are in the index of words
HEADLINES = ("Ministers sign", "Court suspends", "Police extend", "Congress debates", "Auditors question")
SUBJECTS = ("the joint police unit", "the port inspections", "the asset register", "the border pact", "the new court")
LEAD = "The measure was announced after months of talks; officials gave no date for the next step. "
NEWS = ("advances", "sets_back", "context", "unclear", "advances", "context", "unclear")


def fill(evidence, items, feeds):
    """Feeds, items with their watches and record, entries and stories, evidence; polls of sixty days."""
    base = datetime.now(UTC).replace(microsecond=0)
    sql = _Sql(base)
    with transaction.atomic():
        for number in range(1, PEOPLE + 1):
            User.objects.create_user(f"person{number}", is_staff=True, is_superuser=True)
        _register(items)
        _record(sql, items)
        _feeds(sql, feeds)
        for work in (_news, _evidence, _polls, _alerts):
            work(sql, evidence, items, feeds)
    _reset_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    _make_searchable()


class _Sql:
    """What the two databases write differently."""

    def __init__(self, base):
        self.is_sqlite = connection.vendor == "sqlite"
        self.base = base.strftime("%Y-%m-%d %H:%M:%S")

    def ago(self, seconds):
        """The moment so many seconds ago; `seconds` is an expression."""
        if self.is_sqlite:
            return f"datetime('{self.base}', '-' || ({seconds}) || ' seconds')"
        return f"timestamptz '{self.base}+00' - ({seconds}) * interval '1 second'"

    def day(self, days):
        """The day so many days from now."""
        if self.is_sqlite:
            return f"date('{self.base}', ({days}) || ' days')"
        return f"(timestamp '{self.base}')::date + ({days})::int"

    def one_of(self, number, values):
        whens = " ".join(f"WHEN {at} THEN '{value}'" for at, value in enumerate(values))
        return f"(CASE ({number}) % {len(values)} {whens} END)"

    def insert(self, model, count, **expressions):
        """So many rows of a model, each column an expression of i, which counts from 1; the others by default."""
        fields = [one for one in model._meta.concrete_fields if one.column in expressions or not one.primary_key]
        chosen = [expressions.get(field.column, "%s") for field in fields]
        defaults = [_default(field) for field in fields if field.column not in expressions]
        columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        numbers = f"WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        typed = [self._cast(field, value) for field, value in zip(fields, chosen, strict=True)]
        statement = f"INSERT INTO {model._meta.db_table} ({columns}) {numbers} SELECT {', '.join(typed)} FROM n"
        with connection.cursor() as cursor:
            cursor.execute(statement.replace(" % ", " %% ") if defaults else statement, defaults or None)

    def _cast(self, field, value):
        return value if self.is_sqlite else f"({value})::{field.db_type(connection).split(' GENERATED')[0]}"


def _default(field):
    value = field.get_default()
    if isinstance(field, models.DateTimeField) and value is None and not field.null:
        value = timezone.now()
    return field.get_db_prep_save(value, connection)


def _register(items):
    Topic.objects.bulk_create(Topic(name=f"Topic {number:02}") for number in range(1, TOPICS + 1))
    if not Country.objects.exists():
        Country.objects.bulk_create(
            Country(code=f"{chr(65 + number // 26)}{chr(65 + number % 26)}", name=f"Country {number:02}")
            for number in range(COUNTRIES)
        )
    Actor.objects.bulk_create(Actor(name=f"Ministry {number}") for number in range(1, ACTORS + 1))
    documents = [
        Document(pk=number, title=f"Report {number}", publisher="Audit office") for number in range(1, DOCUMENTS + 1)
    ]
    for number, document in enumerate(documents):
        document.published_on = timezone.localdate().replace(day=1).replace(year=2020 + number % 6)
    Document.objects.bulk_create(documents)
    rows = list(map(_item, range(1, items + 1)))
    Item.objects.bulk_create(rows, batch_size=1000)
    Watch.objects.bulk_create(
        (
            Watch(item=item, terms={"en": [f"joint police {item.pk % 50}", "asset register"], "es": ["pacto"]})
            for item in rows
        ),
        batch_size=1000,
    )
    codes = list(Country.objects.values_list("pk", flat=True)[:COUNTRIES])
    topics = list(Topic.objects.values_list("pk", flat=True))
    Item.topics.through.objects.bulk_create(
        (Item.topics.through(item_id=one.pk, topic_id=topics[one.pk % TOPICS]) for one in rows if one.pk % 11),
        batch_size=5000,
    )
    Item.countries.through.objects.bulk_create(
        (Item.countries.through(item_id=one.pk, country_id=codes[one.pk % len(codes)]) for one in rows), batch_size=5000
    )
    actors = list(Actor.objects.values_list("pk", flat=True))
    Addressee.objects.bulk_create(
        (Addressee(item=one, actor_id=actors[one.pk % ACTORS]) for one in rows), batch_size=5000
    )


def _item(number):
    due_on = timezone.localdate() + timedelta(days=number % 500 - 100) if number % 2 else None
    return Item(
        pk=number,
        kind="recommendation" if number % 5 < 3 else "indicator",
        document_id=1 + number % DOCUMENTS,
        reference=f"R{number}",
        title=f"{SUBJECTS[number % 5].capitalize()} is to be extended to province {number}",
        text=LEAD * 3,
        owner_id=number % 10 if 0 < number % 10 <= PEOPLE else None,
        due_on=due_on,
        due_basis="stated" if due_on else "none",
        status=Status.values[number % 9],
        trend=("", "advancing", "stalled")[number % 3],
        last_assessed_at=timezone.now() - timedelta(days=number % 300) if number % 4 else None,
        published=True,
    )


def _record(sql, items):
    people = f"1 + i % {PEOPLE}"
    sql.insert(
        Assessment,
        2 * items,
        item_id=f"1 + i % {items}",
        from_status="'not_started'",
        to_status="'in_progress'",
        rationale="'It moved.'",
        effective_on=sql.day("-(i % 300)"),
        state="'approved'",
        proposed_by_id=people,
        proposed_at=sql.ago(f"(i % 300) * {DAY} + i"),
        decided_by_id=people,
        decided_at=sql.ago(f"(i % 300) * {DAY} + i"),
    )


def _feeds(sql, feeds):
    failing = "i % 50 = 0"
    sql.insert(
        Feed,
        feeds,
        id="i",
        url="'https://feed' || i || '.example/rss'",
        host="'feed' || i || '.example'",
        title="'Gazette ' || i",
        language=sql.one_of("i", ("en", "es", "en", "")),
        added_at=sql.ago(f"{DAYS * DAY}"),
        next_poll_at=sql.ago("0"),
        polled_at=sql.ago("i % 7200"),
        succeeded_at=sql.ago("i % 7200"),
        last_new_at=sql.ago("i % 86400"),
        newest_at=sql.ago("i % 86400"),
        failures=f"(CASE WHEN {failing} THEN 4 ELSE 0 END)",
        failing_since=f"(CASE WHEN {failing} THEN {sql.ago('200000')} END)",
        trouble=f"(CASE WHEN {failing} THEN 'dns' ELSE '' END)",
    )
    sql.insert(FeedNotice, feeds, feed_id="i", kind="'broken'", given_at=sql.ago("i * 60"))


def _news(sql, evidence, items, feeds):
    """A story for every two pieces of evidence, told once."""
    stories = evidence // 2
    at = sql.ago(_spread(stories))
    title = f"{sql.one_of('i', HEADLINES)} || ' ' || {sql.one_of('i / 5', SUBJECTS)} || ', day ' || i"
    sql.insert(Story, stories, id="i", title=title, first_seen_at=at)
    sql.insert(
        Entry,
        stories,
        id="i",
        feed_id=f"1 + i % {feeds}",
        entry_id="'e' || i",
        url="'https://feed.example/' || i",
        canonical_url="'https://feed.example/' || i",
        title=title,
        text=f"'{LEAD * 4}'",
        language=sql.one_of("i", ("en", "es")),
        published_at=at,
        first_seen_at=at,
        matched_at=at,
        revision="'1'",
        story_id="i",
        voice=f"'feed' || (i % {feeds})",
    )


def _spread(count):
    """Seconds ago of row i of so many: evenly over all the days."""
    return f"CAST(({count} - i) * {DAYS * DAY / count:.6f} AS integer)"


def _evidence(sql, evidence, items, feeds):
    """Of some items much, of most little. What is older than a month is mostly judged."""
    story = "((i + 1) / 2)"
    skewed = f"CAST(({story} * 7919 % {items}) * 1.0 * ({story} * 104729 % {items}) / {items} AS integer)"
    verdict = sql.one_of("i / 3", ("confirmed",) * 8 + ("rejected",) * 7 + ("duplicate",) * 2 + ("suggested",) * 3)
    recent = f"{evidence} - i < {evidence * 30 // DAYS} AND i % 5 < 3"
    verdict = f"(CASE WHEN {recent} THEN 'suggested' ELSE {verdict} END)"
    at = sql.ago(_spread(evidence))
    judged = f"{verdict} <> 'suggested'"
    sql.insert(
        Evidence,
        evidence,
        id="i",
        item_id=f"1 + ({skewed} + (i % 2) * 17) % {items}",
        story_id=story,
        entry_id=story,
        direction=sql.one_of("i / 7", NEWS),
        stage=sql.one_of("i", ("", "announcement", "action", "formal_commitment", "outcome")),
        score="1.0 + (i * 31 % 1000) / 250.0",
        explanation="""'{"terms": [], "cues": []}'""",
        watch_version="1",
        title=f"{sql.one_of(story, HEADLINES)} || ' ' || {sql.one_of(story + ' / 5', SUBJECTS)} || ', day ' || {story}",
        lead=f"'{LEAD * 2}'",
        text=f"'{LEAD * 6}'",
        url=f"'https://feed.example/' || {story}",
        language=sql.one_of("i / 2", ("en", "es")),
        published_at=at,
        created_at=at,
        verdict=verdict,
        reviewed_by_id=f"(CASE WHEN {judged} THEN 1 + i % {PEOPLE} END)",
        reviewed_at=f"(CASE WHEN {judged} THEN {at} END)",
        needs_recheck="(i % 20000 = 0)",
    )


def _polls(sql, evidence, items, feeds):
    """Six a day."""
    count = feeds * 60 * 6
    sql.insert(
        Poll,
        count,
        feed_id=f"1 + i % {feeds}",
        started_at=sql.ago(f"(i / {feeds}) * 14400 + i % {feeds}"),
        seconds="0.2",
        http_status="200",
        outcome="'unchanged'",
    )


def _alerts(sql, evidence, items, feeds):
    """Those of a year that are closed; the open ones are for the program to find."""
    sql.insert(
        Alert,
        4 * items,
        kind=sql.one_of("i", ("stale", "silent", "overdue", "unwatched")),
        item_id=f"1 + i % {items}",
        told="'Nothing in 60 days.'",
        opened_at=sql.ago("i * 600 + 86400"),
        closed_at=sql.ago("i * 600"),
    )


def _reset_sequences():
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in (Document, Item, Feed, Story, Entry, Evidence):
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _make_searchable():
    for kind, model in ((ENTRY, Entry), (EVIDENCE, Evidence)):
        newest = model.objects.order_by("-pk").values_list("pk", "title", "text")[:SEARCHABLE]
        rows = [(pk, tokens_of(title, text)) for pk, title, text in newest]
        with transaction.atomic():
            index.put(kind, rows)
