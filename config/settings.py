"""Settings, all of them from the environment.

With nothing set, the program runs on one machine: SQLite and an embedded broker, files under `var/`.
With DATABASE_URL, REDIS_URL, EMAIL_URL, SITE_URL, SECRET_KEY and ALLOWED_HOSTS set, it is the production system.
Every variable may be given as NAME_FILE too, the path of a file that holds the value.
"""

import secrets
import tomllib
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config.logs import FORMATS, logging_of

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
env = environ.FileAwareEnv()

# What the environment says, and no default: config/checks.py wants some of it said.
GIVEN = frozenset(name for name in ("SECRET_KEY", "EMAIL_URL", "REDIS_URL") if env.str(name, default=""))

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []


def _days(name: str, default: int) -> int:
    """For how long something is kept; 0 is for ever. New watches look back on 90 days, and coverage is told of them."""
    days: int = env.int(name, default=default)
    if days and not 90 <= days <= 36_500:
        raise SystemExit(f"{name} is {days}: it is a number of days from 90 on, or 0 to keep everything")
    return days


def _one_of(name: str, *words: str) -> str:
    """One of some words; the first one, if none is given."""
    word: str = env.str(name, default=words[0])
    if word not in words:
        raise SystemExit(f"{name} is “{word}”: it is one of {', '.join(words)}")
    return word


def _secret_key() -> str:
    """The key of this installation: made once and kept on one machine; where there are several, they share one."""
    if key := env.str("SECRET_KEY", default=""):
        return str(key)
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def _embedded_broker() -> str:
    """Where the broker of a running `up` listens, so that every other command finds it too."""
    address = DATA_DIR / "broker" / "address"
    return address.read_text() if address.exists() else "redis://127.0.0.1:6379/0"


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

INSTALLED_APPS = [
    "indicators",
    "tracker",  # before the admin: its front page replaces the admin's
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin.apps.SimpleAdminConfig",  # its pages are found by config.urls, which only the web needs
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tracker.web.policy.say_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.web.language.speak",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "tracker.web.gate.ask",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it answers in place of a log-in page that was refused
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"addresses": "tracker.web.addresses", "days": "tracker.web.days"},
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'followthrough.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at BEGIN, so that a reader never fails to become a writer; WAL lets the web
    # read while the worker writes; FULL survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

PG_BIN = env.str("PG_BIN", default="")  # where pg_dump, pg_restore and psql are, if not on the PATH

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Log-ins. Ten failures with one name from one address, and both together wait; nobody else is kept out by it.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else who keeps trying never gets in
AXES_CLIENT_IP_CALLABLE = "tracker.web.caller.address_of"
AXES_LOCKOUT_CALLABLE = "tracker.web.limits.locked_out"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # from where somebody logged in is kept no longer than it is needed
AXES_VERBOSE = False

# The proxies of our own before the web server: so many entries at the end of X-Forwarded-For are to be believed.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
if TRUSTED_PROXY_COUNT < 0:
    raise ImproperlyConfigured(f"TRUSTED_PROXY_COUNT is {TRUSTED_PROXY_COUNT}: it is a number of proxies, 0 or more")

# Who sends it may read /metrics and /health/parts/. Without it the former is not found.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# A code beside the password for the staff: asked of those who have set one up, of all, or of nobody.
SECOND_FACTOR = _one_of("SECOND_FACTOR", "optional", "required", "off")
OTP_TOTP_ISSUER = f"Followthrough {urlsplit(SITE_URL).hostname}"  # under which name a telephone lists it

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")  # of the addresses that name none, and of the commands
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024  # a report may be pasted whole; its form says how long it may be

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # serves each app's own files: nothing to collect, nothing to forget

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_URL.startswith("https://") else None
SECURE_HSTS_SECONDS = 3600 if SITE_URL.startswith("https://") else 0
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin shows a digest in a frame of its own

# Mail. Without EMAIL_URL the digests are written as files, one message each.
# django-environ drops the first slash of a path, hence three before it.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG["EMAIL_HOST"]
EMAIL_PORT = EMAIL_CONFIG["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL_CONFIG["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_PASSWORD"]
EMAIL_FILE_PATH = EMAIL_CONFIG["EMAIL_FILE_PATH"]
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Followthrough <digest@localhost>")

# Celery carries ticks and ids, never facts: a lost message delays, a doubled message does nothing.
REDIS_URL = env.str("REDIS_URL", default="") or _embedded_broker()
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,  # a frozen broker costs five seconds, not sixty
    "socket_connect_timeout": 5,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False  # else a feed that exhausts the memory would be tried for ever
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_TASK_TIME_LIMIT = 540  # below the visibility timeout, so that no task is started twice while it runs
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # in memory: the times that matter are in rows
TICK_SECONDS = env.float("TICK_SECONDS", default=20.0)
CELERY_BEAT_SCHEDULE = {
    # A tick that waited longer than the next one is dropped: the next one finds the same work.
    "poll": {"task": "tracker.poll_due", "schedule": TICK_SECONDS, "options": {"expires": TICK_SECONDS}},
    "match": {"task": "tracker.match_waiting", "schedule": TICK_SECONDS, "options": {"expires": TICK_SECONDS}},
    "learn": {"task": "tracker.learn_due", "schedule": 600.0, "options": {"expires": 600.0}},
    "alerts": {"task": "tracker.look_for_alerts", "schedule": 300.0, "options": {"expires": 300.0}},
    "digests": {"task": "tracker.send_digests", "schedule": 60.0, "options": {"expires": 60.0}},
    "sources": {"task": "tracker.check_sources", "schedule": 60.0, "options": {"expires": 60.0}},
    "house": {"task": "tracker.keep_house", "schedule": 3600.0, "options": {"expires": 3600.0}},
    # Somebody waits for it, before a page that shows how far it is.
    "documents": {"task": "tracker.read_documents", "schedule": 3.0, "options": {"expires": 3.0}},
}

WEB_PORT = env.int("WEB_PORT", default=8000)  # where `doctor` looks for the web server

# Feeds.
FEED_TIMEOUT_SECONDS = env.float("FEED_TIMEOUT_SECONDS", default=20.0)
FEED_MAX_BYTES = env.int("FEED_MAX_BYTES", default=10 * 1024 * 1024)
FEED_HOST_INTERVAL_SECONDS = env.float("FEED_HOST_INTERVAL_SECONDS", default=5.0)
FEED_HOST_CONCURRENCY = env.int("FEED_HOST_CONCURRENCY", default=2)
FEED_ALLOWED_PRIVATE_HOSTS = env.list("FEED_ALLOWED_PRIVATE_HOSTS", default=[])
FEED_ALLOWED_PORTS = env.list("FEED_ALLOWED_PORTS", default=["80", "443"])
FEED_MIN_PERIOD_SECONDS = env.int("FEED_MIN_PERIOD_SECONDS", default=15 * 60)
FEED_MAX_PERIOD_SECONDS = env.int("FEED_MAX_PERIOD_SECONDS", default=6 * 3600)
FEED_USER_AGENT = env.str("FEED_USER_AGENT", default=f"Followthrough/0.1 (+{SITE_URL}/about/)")

# How long what the feeds brought is kept, unless somebody judged it or refers to it.
POLL_RETENTION_DAYS = _days("POLL_RETENTION_DAYS", 180)
ENTRY_RETENTION_DAYS = _days("ENTRY_RETENTION_DAYS", 0)

# The public board, of the items that are marked as published. Without it, its addresses are not found.
PUBLIC_BOARD = env.bool("PUBLIC_BOARD", default=False)

# Who reports the results, in what is exported for IATI: an organisation's identifier and name.
IATI_ORGANISATION_REF = env.str("IATI_ORGANISATION_REF", default="")
IATI_ORGANISATION_NAME = env.str("IATI_ORGANISATION_NAME", default="")

LOG_FORMAT = env.str("LOG_FORMAT", default="") or "line"
if LOG_FORMAT not in FORMATS:
    raise ImproperlyConfigured(f"LOG_FORMAT is “{LOG_FORMAT}”: it is one of {', '.join(FORMATS)}")
LOGGING = logging_of(form=LOG_FORMAT, level=env.str("LOG_LEVEL", default="WARNING"))


def _page(title: object, icon: str, name: str, **more: str) -> dict[str, object]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}"), **more}


# The admin's face. The sidebar follows the line: what we watch for, the watching, the judging, the telling.
UNFOLD = {
    "SITE_TITLE": "Followthrough",
    "SITE_HEADER": "Followthrough",
    "SITE_SUBHEADER": _("Are the recommendations happening?"),
    "SITE_SYMBOL": "track_changes",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("tracker/icon.svg")}],
    "SHOW_HISTORY": True,
    "SHOW_LANGUAGES": True,
    "STYLES": [lambda request: static("tracker/admin.css")],
    "SCRIPTS": [lambda request: static("tracker/names.js")],
    "SHOW_VIEW_ON_SITE": False,
    "ACCOUNT": {
        "navigation": [
            {"title": _("Change password"), "link": reverse_lazy("admin:password_change")},
            *([{"title": _("Second factor"), "link": reverse_lazy("second_factor")}] if SECOND_FACTOR != "off" else []),
        ]
    },
    "DASHBOARD_CALLBACK": "tracker.admin.dashboard.fill",
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            {
                "items": [
                    _page(_("Overview"), "dashboard", "index"),
                    _page(
                        _("Alerts"),
                        "notifications",
                        "tracker_alert_changelist",
                        badge="tracker.admin.dashboard.alerting",
                        active="tracker.admin.dashboard.on_alerts",
                    ),
                ]
            },
            {
                "title": _("Catalogue"),
                "separator": True,
                "items": [
                    _page(_("Recommendations"), "fact_check", "indicators_recommendation_changelist"),
                    _page(_("Indicators"), "monitoring", "indicators_indicator_changelist"),
                    _page(_("Documents"), "description", "indicators_document_changelist"),
                    _page(_("Handed in"), "upload_file", "indicators_intake_changelist"),
                    _page(_("Actors"), "groups", "indicators_actor_changelist"),
                    _page(_("Topics"), "sell", "indicators_topic_changelist"),
                    _page(_("Countries"), "public", "indicators_country_changelist"),
                    _page(_("Cycles"), "event_repeat", "indicators_cycle_changelist"),
                ],
            },
            {
                "title": _("Watching"),
                "separator": True,
                "items": [
                    _page(_("Watches"), "visibility", "indicators_watch_changelist"),
                    _page(_("Feeds"), "rss_feed", "tracker_feed_changelist"),
                    _page(_("Polls"), "sync", "tracker_poll_changelist"),
                    _page(_("Notices"), "campaign", "tracker_feednotice_changelist"),
                    _page(_("Entries"), "newspaper", "tracker_entry_changelist"),
                ],
            },
            {
                "title": _("Review"),
                "separator": True,
                "items": [
                    _page(
                        _("Queue"), "rate_review", "tracker_evidence_review", badge="tracker.admin.dashboard.waiting"
                    ),
                    _page(
                        _("Evidence"),
                        "inventory_2",
                        "tracker_evidence_changelist",
                        active="tracker.admin.dashboard.on_evidence",
                    ),
                    _page(_("Assessments"), "gavel", "indicators_assessment_changelist"),
                    _page(_("Reviewers"), "how_to_reg", "tracker_reviewers"),
                ],
            },
            {
                "title": _("Digests"),
                "separator": True,
                "items": [
                    _page(_("My subscription"), "mark_email_read", "tracker_my_subscription"),
                    _page(
                        _("Subscriptions"),
                        "mail",
                        "tracker_subscription_changelist",
                        active="tracker.admin.dashboard.on_subscriptions",
                    ),
                    _page(_("Issues"), "outgoing_mail", "tracker_digestissue_changelist"),
                    _page(_("People"), "person", "auth_user_changelist"),
                ],
            },
        ],
    },
}
