"""The stage: an environment apart, emptied data, one demonstration at a time, and a catalogue that loads."""

import json
import os

import pytest
from django.core.management.base import CommandError

from indicators.catalogue.load import UNCHANGED, load_catalogue
from indicators.models import Item
from tracker.demo import stage
from tracker.demo.newsroom import outlets
from tracker.models import Feed


class RestartedError(Exception):
    pass


@pytest.fixture
def restarted(monkeypatch, settings, tmp_path):
    """What the process would become; a restart ends in the exception, as it would end the old command."""
    settings.BASE_DIR = tmp_path
    became = {}

    def execve(path, command, environment):
        became.update(command=command, environment=environment)
        raise RestartedError

    monkeypatch.setattr(os, "execve", execve)
    opened = []
    monkeypatch.setattr(os, "set_inheritable", lambda lock, _: opened.append(lock))
    yield became
    for lock in opened:
        os.close(lock)


@pytest.mark.django_db
def test_nothing_in_the_catalogue_is_refused_and_a_second_run_changes_nothing():
    assert not [row for row in load_catalogue(stage.CATALOGUE) if row.reason]
    assert {row.outcome for row in load_catalogue(stage.CATALOGUE)} == {UNCHANGED}


@pytest.mark.django_db
def test_every_quote_stands_where_it_says():
    list(load_catalogue(stage.CATALOGUE))
    for item in Item.objects.select_related("document"):
        assert item.document.text[item.quote_start : item.quote_end] == item.quote != ""


@pytest.mark.django_db
def test_it_loads_the_catalogue_and_the_feeds(monkeypatch):
    monkeypatch.setenv(stage.PORT, "4321")
    assert "12 items" in stage.load()
    assert Item.objects.count() == 12
    assert Feed.objects.count() == len(outlets()) == 10
    assert Feed.objects.get(title="Gaceta Portuaria").kind == "government"


def test_it_restarts_as_the_same_command_on_data_of_its_own(restarted, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://the.real/one")
    monkeypatch.setenv("EMAIL_URL_FILE", "/run/secrets/email")
    monkeypatch.setenv("LANG", "C.UTF-8")
    with pytest.raises(RestartedError):
        stage.set_and_restart()
    environment = restarted["environment"]
    assert environment["DATA_DIR"] == str(tmp_path / "var" / "demo")
    assert environment["FEED_ALLOWED_PRIVATE_HOSTS"] == "127.0.0.1"
    assert environment["LANG"] == "C.UTF-8"
    assert not {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "EMAIL_URL_FILE"} & environment.keys()


def test_it_empties_its_own_folder_and_no_other(restarted, tmp_path):
    old, real = tmp_path / "var" / "demo" / "followthrough.sqlite3", tmp_path / "var" / "followthrough.sqlite3"
    old.parent.mkdir(parents=True)
    old.touch()
    real.touch()
    with pytest.raises(RestartedError):
        stage.set_and_restart()
    assert not old.exists()
    assert real.exists()


def test_a_second_demonstration_is_refused(restarted):
    with pytest.raises(RestartedError):
        stage.set_and_restart()
    with pytest.raises(CommandError, match="running already"):
        stage.set_and_restart()


def test_it_knows_whether_it_is_set(monkeypatch):
    monkeypatch.delenv(stage.SET, raising=False)
    assert not stage.is_set()
    monkeypatch.setenv(stage.SET, "1")
    assert stage.is_set()


def test_the_catalogue_is_the_contract_and_names_everything_once():
    rows = json.loads(stage.CATALOGUE.read_text())["items"]
    assert len({row["reference"] for row in rows}) == len(rows)
    assert {row["kind"] for row in rows} == {"recommendation", "indicator"}
