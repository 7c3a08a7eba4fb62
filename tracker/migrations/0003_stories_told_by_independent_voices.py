import django.db.models.deletion
from django.db import migrations, models


def file_by_entry(apps, schema_editor):
    """Every entry of a story under the words the story was filed under, until it is found by words of its own."""
    EntryWord, StoryWord, Entry = (apps.get_model("tracker", name) for name in ("EntryWord", "StoryWord", "Entry"))
    told = Entry.objects.filter(story__isnull=False).values_list("pk", "story", "published_at", "first_seen_at")
    for entry, story, published_at, first_seen_at in told.iterator(chunk_size=2000):
        EntryWord.objects.bulk_create(
            EntryWord(entry_id=entry, word=word, told_at=published_at or first_seen_at)
            for word in StoryWord.objects.filter(story=story).values_list("word", flat=True).distinct()
        )


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0002_feeds_that_never_give_up'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='voice',
            field=models.CharField(blank=True, help_text="Whose words it tells its story in: its publisher's, or those of the agency or the paper it copies", max_length=300),
        ),
        migrations.CreateModel(
            name='EntryWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60)),
                ('told_at', models.DateTimeField(help_text="The entry's: a word is looked up among those of its days")),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='tracker.entry')),
            ],
        ),
        migrations.RunPython(file_by_entry, migrations.RunPython.noop),
        migrations.DeleteModel(
            name='StoryWord',
        ),
        migrations.AddIndex(
            model_name='entryword',
            index=models.Index(fields=['word', 'told_at', 'entry'], name='entry_by_word'),
        ),
    ]
