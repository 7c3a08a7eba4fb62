"""Many requests, one event loop in a thread of its own: who may start when, and how results reach the caller.

Knows nothing of HTTP. A request waits for its host's turn without occupying one of the places that all share.
"""

import asyncio
import functools
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Result = TypeVar("Result")


class Place:
    """What one request occupies, from its start until the caller has taken its result."""

    def __init__(self, held: AsyncExitStack, large: asyncio.Semaphore) -> None:
        self._held = held
        self._large = large
        self._is_large = False

    async def grow(self, clock: asyncio.Timeout) -> None:
        """Makes it one of the few large places. While none is free, the clock stands still."""
        if self._is_large:
            return
        self._is_large = True
        now = asyncio.get_running_loop().time
        remaining = (clock.when() or now()) - now()
        clock.reschedule(None)
        await self._held.enter_async_context(self._large)
        clock.reschedule(now() + remaining)


Serve = Callable[[Asked, Place], Awaitable[Result]]


class Turns(Generic[Asked, Result]):
    """For one run. A request keeps its place until the caller has taken its result.

    That alone bounds the results that wait in memory, and slows the fetching down to the pace of a slower caller.
    """

    def __init__(
        self,
        host_of: Callable[[Asked], str],
        delay_of: Callable[[Asked], float],
        *,
        concurrency: int,
        large_at_once: int,
        host_concurrency: int,
        host_interval_seconds: float,
    ) -> None:
        self._host_of = host_of
        self._delay_of = delay_of  # seconds from the start of the run
        self._concurrency = concurrency
        self._places = asyncio.Semaphore(concurrency)
        self._large = asyncio.Semaphore(large_at_once)
        self._hosts = defaultdict[str, _Host](functools.partial(_Host, host_concurrency, host_interval_seconds))
        self._results = SimpleQueue[Result | None]()
        self._taken = asyncio.Semaphore(0)

    def results(
        self, requests: Sequence[Asked], opened: AbstractAsyncContextManager[Serve[Asked, Result]], *, most: int
    ) -> Iterator[list[Result]]:
        """Yields one result for each request as they arrive, together what has arrived meanwhile, `most` at once.

        Closing the iterator ends what is under way.
        """
        loop = asyncio.new_event_loop()
        # Looking up a name blocks a thread. With one for each place, dead name servers hold up nobody else.
        loop.set_default_executor(ThreadPoolExecutor(self._concurrency, thread_name_prefix="look-up"))
        work = loop.create_task(self._serve_all(requests, opened))
        thread = threading.Thread(target=self._drive, args=(loop, work), name="turns", daemon=True)
        thread.start()
        try:
            while group := self._arrived(most):
                for _ in group:
                    loop.call_soon_threadsafe(self._taken.release)
                yield group
            _raise_what_nobody_expected(work)
        finally:
            loop.call_soon_threadsafe(work.cancel)
            thread.join()
            loop.close()

    def _arrived(self, most: int) -> list[Result]:
        """Waits for a result, and takes with it what else is here; nothing when the work has ended."""
        group: list[Result] = []
        result = self._results.get()
        while result is not None:
            group.append(result)
            try:
                result = self._results.get_nowait() if len(group) < most else None
            except Empty:
                return group
        if len(group) not in (0, most):
            self._results.put(None)  # the end was among them: it is met again
        return group

    def _drive(self, loop: asyncio.AbstractEventLoop, work: asyncio.Task[None]) -> None:
        """What the thread does: runs the loop until the work has ended, one way or another."""
        try:
            loop.run_until_complete(asyncio.wait([work]))
        finally:
            self._results.put(None)

    async def _serve_all(
        self, requests: Sequence[Asked], opened: AbstractAsyncContextManager[Serve[Asked, Result]]
    ) -> None:
        async with opened as serve, asyncio.TaskGroup() as group:
            for request in requests:
                group.create_task(self._serve_one(request, serve))

    async def _serve_one(self, request: Asked, serve: Serve[Asked, Result]) -> None:
        host = self._hosts[self._host_of(request)]
        await asyncio.sleep(self._delay_of(request))
        async with AsyncExitStack() as held:
            async with host.slots:
                await host.start(self._places, held)
                result = await serve(request, Place(held, self._large))
            self._results.put(result)
            # First put, first taken: the semaphore wakes in the order of the queue.
            await self._taken.acquire()


class _Host:
    """Whose turn it is on one host."""

    def __init__(self, concurrency: int, interval_seconds: float) -> None:
        self.slots = asyncio.Semaphore(concurrency)
        self._interval_seconds = interval_seconds
        self._gate = asyncio.Lock()
        self._next_start = 0.0

    async def start(self, places: asyncio.Semaphore, held: AsyncExitStack) -> None:
        """Waits for this host's next start, and only then for a place."""
        async with self._gate:
            await asyncio.sleep(self._next_start - time.monotonic())
            await held.enter_async_context(places)
            self._next_start = time.monotonic() + self._interval_seconds


def _raise_what_nobody_expected(work: "asyncio.Task[None]") -> None:
    try:
        work.result()
    except BaseExceptionGroup as group:
        if len(group.exceptions) == 1:
            raise group.exceptions[0] from None
        raise
