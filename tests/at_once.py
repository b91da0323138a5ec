"""Many people who act at the same instant."""

import threading
from collections.abc import Callable

from django.db import OperationalError, connection, connections


def at_once(act: Callable[[int], object], *, times: int = 50) -> None:
    """Call ``act(number)`` from as many threads started together, each until the database takes it.

    A test that uses it needs ``django_db(transaction=True)``. Raises the first error of a thread, if any.
    """
    start, pause, wrong = threading.Barrier(times), threading.Event(), []

    def taken(number: int) -> bool:
        try:
            act(number)
        except OperationalError:  # locked: a database in memory refuses to wait, a file waits
            return False
        return True

    def use(number: int) -> None:
        start.wait()
        try:
            while not taken(number):
                pause.wait(0.01)  # lets the others have the processor
        except Exception as error:  # noqa: BLE001  # told by the test itself
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=use, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.ensure_connection()
    if wrong:
        raise wrong[0]
