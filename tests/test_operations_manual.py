"""The manual of whoever keeps it running says what the code says."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
MANUAL = (ROOT / "docs" / "operations.md").read_text()


def test_every_setting_is_in_the_manual_and_none_that_is_not_there():
    settings = (ROOT / "config" / "settings.py").read_text()
    read = set(re.findall(r"""(?:env\.\w+|_days|_one_of)\(\s*"([A-Z_]+)""", settings))
    table = MANUAL.split("## Settings")[1].split("\n## ")[0]
    told = {name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`([A-Z_]+)`", row)}
    assert len(read) > 25
    assert told == read


def test_every_command_it_names_is_there():
    named = set(re.findall(r"manage\.py (\w+)", MANUAL)) - {"migrate", "shell"}
    there = {path.stem for path in (ROOT / "tracker" / "management" / "commands").glob("*.py")}
    assert named
    assert named <= there
