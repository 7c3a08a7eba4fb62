"""What the program writes about itself: a line for people or a JSON object for programs, without secrets in either."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

from django.conf import settings

from config.masking import masking, secrets_of

FORMATS: Final = ("line", "json")


class Masked(logging.Filter):
    """Of a handler, so that it sees all that is written, whoever says it: message, arguments and traceback."""

    @cached_property
    def mask(self) -> Callable[[str], str]:
        return masking(secrets_of(settings))

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.mask(_message(record)), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_text = self.mask(record.exc_text) if record.exc_text else record.exc_text
        record.stack_info = self.mask(record.stack_info) if record.stack_info else record.stack_info
        return True


class AsJson(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
            "exception": record.exc_text,
            "stack": record.stack_info,
        }
        return json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)


def logging_of(*, form: str, level: str) -> dict[str, Any]:
    """The LOGGING setting: everything goes to one place, in one form.

    Django's, gunicorn's and Celery's loggers have handlers of their own, which know nothing of secrets: taken away.
    """
    here: dict[str, Any] = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"masked": {"()": Masked}},
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": AsJson},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["masked"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": here,
            "gunicorn.error": here,
            "gunicorn.access": here,
            "multiprocessing": here,  # Celery's pool
        },
    }


def _message(record: logging.LogRecord) -> str:
    """A filter must not fail, whatever it is given."""
    try:
        return record.getMessage()
    except Exception:
        return f"{record.msg} {record.args!r}"
