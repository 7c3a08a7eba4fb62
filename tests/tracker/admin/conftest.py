"""An analyst at the desk: a client that is logged in, and what a page says in words."""

import re
from html import unescape

import pytest
from django.contrib.messages import get_messages


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


@pytest.fixture
def said():
    """The messages that came with an answer."""
    return lambda answer: [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def words():
    """A page's text without its markup."""

    def read(answer):
        main = re.sub(r"<(script|style)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

    return read
