"""Indexes what was stored before there was an index."""

from django.db import migrations

from tracker.search.fill import fill_entries, fill_evidence


def fill(apps, schema_editor):
    fill_entries(apps.get_model("tracker", "Entry")._default_manager.all())
    fill_evidence(apps.get_model("tracker", "Evidence")._default_manager.all())


class Migration(migrations.Migration):
    dependencies = [("tracker", "0006_search")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
