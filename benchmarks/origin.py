"""A web server on loopback that costs next to nothing: answers made beforehand, each sent after a set delay.

    python benchmarks/origin.py --feeds N --latency SECONDS [--bodies FOLDER]

is how `pollers.py` runs it, in a process of its own so that none of its work counts as its client's. It prints its port
and the bytes of all feeds, and then obeys lines on standard input, each with one line of JSON in answer:
`show VERSION plain|validators` changes what /feed/0 … /feed/N-1 say, `answered` tells how often which status was sent
since. It ends with its input.
"""

import argparse
import asyncio
import json
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import bodies


class Origin:
    """What stands at which path, and what has been answered."""

    def __init__(self, latency=0.0):
        self.latency = latency
        self.answered = Counter()
        self._pages = {}

    def put(self, path, body, etag=""):
        """With an `etag`, whoever names it in his request is told that nothing changed."""
        validator = f"ETag: {etag}\r\n" if etag else ""
        kind = "application/feed+json" if body.startswith(b"{") else "application/xml"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{validator}Content-Length: {len(body)}\r\n\r\n"
        unchanged = f"HTTP/1.1 304 Not Modified\r\n{validator}\r\n".encode()
        self._pages[path.encode()] = (etag.encode(), head.encode() + body, unchanged)

    def answer(self, request):
        page = self._pages.get(request.split(b" ", 2)[1])
        if page is None:
            self.answered[404] += 1
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        etag, whole, unchanged = page
        known = bool(etag) and etag in request
        self.answered[304 if known else 200] += 1
        return unchanged if known else whole


class _Connection(asyncio.Protocol):
    def __init__(self, origin):
        self._origin = origin
        self._taken = b""

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        *requests, self._taken = (self._taken + data).split(b"\r\n\r\n")
        for request in requests:
            answer = self._origin.answer(request)
            asyncio.get_running_loop().call_later(self._origin.latency, self._transport.write, answer)


@contextmanager
def serving(origin):
    """Serves in a thread; gives the port."""
    loop = asyncio.new_event_loop()
    listening = loop.create_server(lambda: _Connection(origin), "127.0.0.1", 0, backlog=1000)
    server = loop.run_until_complete(listening)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def show(origin, sources, feeds, version, *, validators):
    """Every feed at this version. Returns the bytes of all."""
    total = 0
    for number in range(feeds):
        body = sources[number % len(sources)].feed(number, version)
        origin.put(f"/feed/{number}", body, f'"{number}-{version}"' if validators else "")
        total += len(body)
    origin.answered.clear()
    return total


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--feeds", type=int, required=True)
    arguments.add_argument("--latency", type=float, required=True)
    arguments.add_argument("--bodies", type=Path)
    options = arguments.parse_args()
    origin, sources = Origin(options.latency), bodies.sources(options.bodies)
    with serving(origin) as port:
        print(port, show(origin, sources, options.feeds, 0, validators=False), len(sources), flush=True)
        for line in sys.stdin:
            match line.split():
                case ["show", version, kind]:
                    show(origin, sources, options.feeds, int(version), validators=kind == "validators")
            print(json.dumps(origin.answered), flush=True)


if __name__ == "__main__":
    main()
