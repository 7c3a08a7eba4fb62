"""Two at the same time, for real: threads with connections of their own, held until they contend for the same row."""

import threading

from django.db import connection, connections, transaction

from tests.servers import wait_for


def together(*work):
    """Runs each in a thread of its own and gives what they returned; raises what one of them raised."""
    returned, raised = [], []

    def run(one):
        try:
            returned.append(one())
        except BaseException as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if raised:
        raise raised[0]
    return returned


def contending(row, *work):
    """As `together`, and holds the row until all of them wait for it. PostgreSQL only."""
    let_go = threading.Event()

    def hold():
        with transaction.atomic():
            type(row).objects.select_for_update().get(pk=row.pk)
            let_go.wait(20)

    def watch():
        wait_for(lambda: waiting() == len(work))
        let_go.set()

    holder = threading.Thread(target=together, args=(hold, watch))
    holder.start()
    wait_for(lambda: locked(row))
    returned = together(*work)
    holder.join()
    return returned


def locked(row):
    with transaction.atomic():
        return not type(row).objects.select_for_update(skip_locked=True).filter(pk=row.pk).exists()


def waiting():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]
