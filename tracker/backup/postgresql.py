"""PostgreSQL's own way: pg_dump of one snapshot, in which the rows are counted too; back in by one transaction."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from tracker.backup.counting import count
from tracker.backup.manifest import BackupRefused, Contents, Manifest

# Whoever restores has stopped the program; a session that still holds a table must not keep us for ever. What goes is
# all that is in the schema, not only what the backup knows: a newer program's tables would stand in the way.
EMPTY: Final = """
BEGIN;
SET LOCAL lock_timeout = '60s';
SET LOCAL client_min_messages = error;
DO $empty$
DECLARE one record;
BEGIN
    FOR one IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = current_schema()
    LOOP EXECUTE 'DROP TABLE IF EXISTS ' || one.name || ' CASCADE'; END LOOP;
    FOR one IN SELECT p.oid::regprocedure::text AS name FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP EXECUTE 'DROP ROUTINE IF EXISTS ' || one.name || ' CASCADE'; END LOOP;
END $empty$;
"""
CHECK: Final = """
DO $check$ BEGIN
    IF (SELECT count(*) FROM {schema}.{table}) <> {rows} THEN
        RAISE EXCEPTION 'the backup does not hold what its manifest says: {table}';
    END IF;
END $check$;
"""
COMMIT: Final = "COMMIT;\nANALYZE;\n"


def dump(to: Path) -> Contents:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={to}"]
        with TemporaryFile() as said:
            done = subprocess.run(  # noqa: S603 (our own command)
                [program("pg_dump"), *options, *_where()], env=_environment(), stderr=said, check=False
            )
            _check(done.returncode, said)
        return count(cursor, connection.introspection.table_names(cursor))


def load(source: Path, manifest: Manifest) -> None:
    """The transaction ends only after all has come and was counted: whoever dies leaves what was there before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        [schema] = cursor.fetchone()
    psql = [program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", *_where()]
    checks = "".join(CHECK.format(schema=schema, table=table, rows=rows) for table, rows in manifest.rows.items())
    pg_restore = [program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(source)]
    connection.close()  # which may hold a lock
    with TemporaryFile() as said:
        _check(_pour(pg_restore, psql, checks + COMMIT, said), said)


def program(name: str) -> str:
    """Where one of PostgreSQL's own programs is. Raises BackupRefused."""
    if found := shutil.which(name, path=settings.PG_BIN or None):
        return found
    raise BackupRefused(f"{name} is not there: install PostgreSQL's client programs, or name their folder in PG_BIN")


def _pour(source: Sequence[str], into: Sequence[str], end: str, said: IO[bytes]) -> int:
    """The first status that is not 0."""
    output = {"stdout": subprocess.DEVNULL, "stderr": said, "env": _environment()}
    with subprocess.Popen(into, stdin=subprocess.PIPE, **output) as psql, suppress(BrokenPipeError):  # type: ignore[call-overload] # noqa: S603
        psql.stdin.write(EMPTY.encode())
        psql.stdin.flush()
        poured = subprocess.run(source, stdout=psql.stdin, stderr=said, check=False).returncode  # noqa: S603
        if poured == 0:
            psql.stdin.write(end.encode())
        psql.stdin.close()
    return int(psql.returncode or poured)


def _where() -> list[str]:
    args, _ = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return args[1:]  # the first is psql


def _environment() -> Mapping[str, str]:
    _, env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return os.environ | (env or {})


def _check(status: int, said: IO[bytes]) -> None:
    if status:
        said.seek(0)
        lines = said.read().decode(errors="replace").split("\n")
        told = "; ".join(" ".join(line.split()) for line in lines if line.strip())
        raise BackupRefused(told[:500] or f"PostgreSQL's program ended with status {status}")
