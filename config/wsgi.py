"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.checks import refuse_if_unsafe  # noqa: E402 (what is refused is told through the logs, set up above)

refuse_if_unsafe()
