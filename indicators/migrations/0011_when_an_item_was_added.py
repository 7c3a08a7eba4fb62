"""Of the items that are there already nobody knows: added with the default, each would be new in the next digest."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0010_who_may_publish")]

    operations = [
        migrations.AddField("item", "added_at", models.DateTimeField(editable=False, null=True)),
        migrations.AlterField(
            "item", "added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True)
        ),
    ]
