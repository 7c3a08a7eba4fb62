from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_watch_filter"),
    ]

    operations = [
        migrations.AddField(
            model_name="watch",
            name="learned",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text='Stems that verdicts gave a weight: {"en": {"extradit": 0.4, …}, …}',
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="unlearned",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text='Stems that an analyst does not want learned: {"en": ["treati", …]}',
            ),
        ),
    ]
