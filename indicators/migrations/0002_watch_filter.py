from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="watch",
            name="filter",
            field=models.TextField(
                blank=True,
                default="",
                help_text="A boolean query that an entry must match as well; as it was typed",
            ),
            preserve_default=False,
        ),
    ]
