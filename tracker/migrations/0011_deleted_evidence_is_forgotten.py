"""SQLite makes a table anew to alter it, and the triggers are lost by that: here is the one that takes words out again."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER IF NOT EXISTS tracker_search_evidence_forget AFTER DELETE ON tracker_evidence
BEGIN DELETE FROM tracker_search_evidence WHERE rowid = OLD.id; END
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(TRIGGER)


class Migration(migrations.Migration):
    dependencies = [("tracker", "0010_alerts")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
