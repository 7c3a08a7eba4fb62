"""Celery's application: it carries ticks and ids, never facts."""

import logging
import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init
from django.conf import settings

from config import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("followthrough")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_like_the_others(loglevel: int, **_: Any) -> None:
    """In place of Celery's own handlers, which know nothing of secrets. `--loglevel` is of Celery's own lines."""
    dictConfig(settings.LOGGING)
    logging.getLogger("celery").setLevel(loglevel)


@worker_init.connect
@beat_init.connect
def refuse_if_unsafe(**_: Any) -> None:
    checks.refuse_if_unsafe()
