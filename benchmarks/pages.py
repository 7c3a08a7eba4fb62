"""What the pages cost when there is much behind them: queries and milliseconds of each, the median of five.

    python benchmarks/pages.py [--evidence 1000000] [--items 5000] [--feeds 2000] [--database FILE] [--only WORD …]

Fills a SQLite database in a temporary folder, or FILE, which is kept and used again; with DATABASE_URL that PostgreSQL
database, which must be empty or filled by this before. Then asks, in this process: every list of the admin, each of its
filters once and a search; the front page, an item's page and the other pages of the desk; the public pages. "!" marks
what takes more than 300 ms at the desk, 100 in public, or more than 30 queries. Last comes a look for alerts.
"""

import argparse
import os
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
TIMES = 5
LONG = 5  # seconds after which a page is not asked again; the first time does not count
TOKEN = "for the figures"
HIDDEN = {"metrics", "health_parts"}  # from the public
MOST_QUERIES, DESK_MS, PUBLIC_MS = 30, 300, 100


def lists():
    """Each list of the admin, plain, with each filter and with a search: a name and an address."""
    from django.contrib import admin
    from django.urls import reverse

    for model, page in sorted(admin.site._registry.items(), key=lambda one: one[0]._meta.label):
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        address = reverse(f"admin:{name}_changelist")
        yield f"{name} list", address
        if page.search_fields:
            yield f"{name} search", f"{address}?q=police"
        for asked in filters(address):
            yield f"{name} ?{asked}", f"{address}?{asked}"


def filters(address):
    """Of each filter its second choice, after "all"."""
    answer = desk().get(address)
    if answer.status_code != 200:
        return
    changes = answer.context_data["cl"]
    for spec in changes.filter_specs:
        choices = list(spec.choices(changes))
        form = choices[0].get("form") if choices else None
        if form is None:
            yield from (choice["query_string"].removeprefix("?") for choice in choices[1:2])
            continue
        for name, field in form.fields.items():
            values = [value for value, _ in islice(getattr(field, "choices", ()), 2) if value not in ("", None)]
            yield f"{name}={values[0] if values else 1}"  # what is typed has no choices


def others():
    from django.urls import reverse

    from indicators.models import Country, Item, Watch
    from tracker.models import Alert, Evidence

    item, country = Item.objects.order_by("pk")[11], Country.objects.filter(items__isnull=False).first()
    yield "front page", reverse("admin:index")
    yield "figures", reverse("metrics")
    yield "item", reverse(f"admin:indicators_{item.kind}_change", args=[item.pk])
    indicator = Item.objects.filter(kind="indicator").order_by("pk")[11]
    yield "indicator", reverse("admin:indicators_indicator_change", args=[indicator.pk])
    yield "assess", reverse(f"admin:indicators_{item.kind}_assess", args=[item.pk])
    yield "watch", reverse("admin:indicators_watch_change", args=[Watch.objects.first().pk])
    yield "feed", reverse("admin:tracker_feed_change", args=[1])
    yield "evidence", reverse("admin:tracker_evidence_change", args=[Evidence.objects.order_by("-pk")[0].pk])
    yield "review queue", reverse("admin:tracker_evidence_review")
    yield "board of all", reverse("admin:indicators_board")
    yield "board of a topic", reverse("admin:indicators_topic_board", args=[item.topics.first().pk])
    yield "board of a country", reverse("admin:indicators_country_board", args=[country.pk])
    yield "reviewers", reverse("admin:tracker_reviewers")
    alerts = reverse("admin:tracker_alert_changelist")
    for kind in Alert.objects.open().order_by().values_list("kind", flat=True).distinct():
        yield f"alerts {kind}", f"{alerts}?kind__exact={kind}&whose=others"


def public():
    """Every address of the web's that needs no more than the key of something there is."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    from indicators.models import Country, Topic

    given = {"pk": 12, "slug": "x", "code": Country.objects.filter(items__isnull=False).first().pk}
    names = {name for name in get_resolver("config.urls").reverse_dict if isinstance(name, str)}
    for name in sorted(names - HIDDEN):
        for keys in ((), ("pk",), ("pk", "slug"), ("code",)):
            pk = Topic.objects.first().pk if "topic" in name else given["pk"]
            try:
                yield f"public {name}", reverse(name, kwargs={key: {**given, "pk": pk}[key] for key in keys})
            except NoReverseMatch:
                continue
            break
    yield "public search of a word", f"{reverse('search')}?q=police"


def desk():
    from django.contrib.auth.models import User
    from django.test import Client

    headers = {"accept-language": "en", "authorization": f"Bearer {TOKEN}"}
    client = Client(raise_request_exception=False, headers=headers)
    client.force_login(User.objects.order_by("pk").first())
    return client


def measure(name, address, client, most_ms):
    """Prints a line; a page that redirects is followed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tracker.web import limits

    limits.forget()
    took = []
    for _ in range(TIMES + 1):
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address, follow=True)
            sum(map(len, answer.streaming_content)) if answer.streaming else answer.content
        took.append(time.perf_counter() - start)
        if sum(took) > LONG:
            break
    ms, count = median(took[1:] or took) * 1000, len(queries)
    mark = "!" if ms > most_ms or count > MOST_QUERIES or answer.status_code != 200 else " "
    print(f"{mark} {name[:64]:<64}{ms:9.0f} ms{count:5}  {answer.status_code}", flush=True)
    if mark == "!" and os.environ.get("SLOW"):
        for one in sorted(queries.captured_queries, key=lambda one: -float(one["time"]))[:3]:
            print(f"      {float(one['time']) * 1000:.0f} ms {one['sql'][:700]}")


def prepare(evidence, items, feeds):
    from django.core.management import call_command

    from benchmarks.made_up import fill
    from tracker.models import Evidence

    call_command("migrate", verbosity=0)
    if not Evidence.objects.exists():
        start = time.perf_counter()
        fill(evidence, items, feeds)
        print(f"filled in {time.perf_counter() - start:.0f} s")


def look():
    from django.utils import timezone

    from tracker.alerts.look import look

    for name in ("the first look for alerts", "the next one"):
        start = time.perf_counter()
        looked = look(timezone.now())
        print(f"{name}: {time.perf_counter() - start:.1f} s, {looked.opened} opened, {looked.closed} closed")


def main(asked):
    from django.db import connection

    prepare(asked.evidence, asked.items, asked.feeds)
    print(f"{connection.vendor}, {asked.evidence:,} evidence, {asked.items:,} items, {asked.feeds:,} feeds")
    if not asked.only or "look" in asked.only:
        look()
    wanted = asked.only or [""]
    with_login, without = desk(), desk().__class__()
    for pages, client, most_ms in (
        (others, with_login, DESK_MS),
        (public, without, PUBLIC_MS),
        (lists, with_login, DESK_MS),
    ):
        for name, address in pages():
            if any(word in name for word in wanted):
                measure(name, address, client, most_ms)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evidence", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=5_000)
    parser.add_argument("--feeds", type=int, default=2_000)
    parser.add_argument("--database", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    return parser.parse_args()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    asked = arguments()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"DATA_DIR": home, "DJANGO_SETTINGS_MODULE": "config.settings", "PUBLIC_BOARD": "true"}
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = f"sqlite:///{(asked.database or Path(home) / 'pages.sqlite3').resolve()}"
        os.environ |= {"ALLOWED_HOSTS": "testserver", "METRICS_TOKEN": TOKEN}
        import django

        django.setup()
        main(asked)
