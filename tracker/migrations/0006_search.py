"""The indexes of words that search looks into. No model has them: SQLite's is an FTS5 table, PostgreSQL's tsvectors.

A row that is deleted takes its words along by a trigger, for nothing that deletes should have to think of it. No
foreign key does that: TRUNCATE would refuse a table that another one, which Django does not know, refers to. SQLite
loses a table's triggers when Django makes the table anew to alter it: such a migration is followed by `make_triggers`.
"""

from django.db import migrations

TABLES = {"tracker_search_entry": "tracker_entry", "tracker_search_evidence": "tracker_evidence"}

# Beginnings of three letters, the shortest that are asked for, have an index: without it 50 of them took two seconds.
SQLITE = """
    CREATE VIRTUAL TABLE {index} USING
    fts5(words, tokenize = "ascii tokenchars '='", prefix = '3', detail = none, columnsize = 0)
"""
SQLITE_TRIGGER = """
    CREATE TRIGGER {index}_forget AFTER DELETE ON {table}
    BEGIN DELETE FROM {index} WHERE rowid = OLD.id; END
"""

POSTGRESQL = [
    "CREATE TABLE {index} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX {index}_words ON {index} USING gin (words)",
    """
    CREATE FUNCTION {index}_forget() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN TRUNCATE {index}; ELSE DELETE FROM {index} WHERE id = OLD.id; END IF;
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER {index}_forget AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {index}_forget()",
    "CREATE TRIGGER {index}_empty AFTER TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {index}_forget()",
]


def make(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for index, table in TABLES.items():
        for statement in {"sqlite": [SQLITE], "postgresql": POSTGRESQL}[vendor]:
            schema_editor.execute(statement.format(index=index, table=table))
    make_triggers(apps, schema_editor)


def make_triggers(apps, schema_editor):
    """Those of SQLite, once more where they are gone."""
    if schema_editor.connection.vendor == "sqlite":
        for index, table in TABLES.items():
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {index}_forget")
            schema_editor.execute(SQLITE_TRIGGER.format(index=index, table=table))


def drop(apps, schema_editor):
    for index, table in TABLES.items():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {index}_forget")
            schema_editor.execute(f"DROP TABLE {index}")
        else:
            schema_editor.execute(f"DROP TABLE {index}")
            schema_editor.execute(f"DROP FUNCTION {index}_forget CASCADE")


class Migration(migrations.Migration):
    dependencies = [("tracker", "0005_lessons")]

    operations = [migrations.RunPython(make, drop)]
