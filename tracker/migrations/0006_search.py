"""The indexes of words that search looks into. No model has them: SQLite's is an FTS5 table, PostgreSQL's tsvectors.

A row that is deleted takes its words along by a trigger, so that nothing that deletes has to think of it. No foreign
key does that: TRUNCATE refuses a table that another one refers to, unless Django knew of that one as well. SQLite loses
the triggers of a table that Django makes anew to alter it: a migration that does that ends by making them again.
"""

from django.db import migrations

TABLES = {"tracker_search_entry": "tracker_entry", "tracker_search_evidence": "tracker_evidence"}

# Beginnings of three letters, the shortest that are asked for, have an index: without it 50 of them took two seconds.
SQLITE = [
    """
    CREATE VIRTUAL TABLE {index} USING
    fts5(words, tokenize = "ascii tokenchars '='", prefix = '3', detail = none, columnsize = 0)
    """,
    """
    CREATE TRIGGER {index}_forget AFTER DELETE ON {table}
    BEGIN DELETE FROM {index} WHERE rowid = OLD.id; END
    """,
]
FORGET_SQLITE = ["DROP TRIGGER IF EXISTS {index}_forget", "DROP TABLE {index}"]

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
FORGET_POSTGRESQL = ["DROP FUNCTION {index}_forget CASCADE", "DROP TABLE {index}"]


def make(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def forget(apps, schema_editor):
    run(schema_editor, {"sqlite": FORGET_SQLITE, "postgresql": FORGET_POSTGRESQL})


def run(schema_editor, statements):
    for index, table in TABLES.items():
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(index=index, table=table))


class Migration(migrations.Migration):
    dependencies = [("tracker", "0005_lessons")]

    operations = [migrations.RunPython(make, forget)]
