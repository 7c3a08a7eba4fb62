"""A server that answers with any bytes, or does anything at all to the socket: for what no well-behaved server does."""

import socketserver
import threading
import time
from contextlib import contextmanager

FEED = b"<rss version='2.0'><channel><title>News</title></channel></rss>"


class Origin(socketserver.ThreadingTCPServer):
    """A server whose paths are answered by bytes, or by a function that may do anything to the socket."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 500

    def __init__(self, host="127.0.0.1", wrap=lambda sock: sock):
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.host, self.wrap = host, wrap
        self.answers = {"/": answer(FEED)}
        self.asked = []  # (path, headers, time), as they came in
        self.open = 0
        self.most_open = 0
        self.closing = threading.Event()
        self.lock = threading.Lock()

    def url(self, path="/", host=None, scheme="http"):
        return f"{scheme}://{host or self.host}:{self.server_address[1]}{path}"

    def paths(self):
        return [path for path, _, _ in self.asked]

    def hang(self, _sock):
        self.closing.wait(20)

    def handle_error(self, *_args):
        """The other side may hang up whenever it likes."""


class _Exchange(socketserver.StreamRequestHandler):
    def handle(self):
        origin = self.server
        with origin.wrap(self.request) as sock, sock.makefile("rb") as lines:
            path = lines.readline().split()[1].decode()
            headers = dict(line.decode().strip().lower().split(": ", 1) for line in iter(lines.readline, b"\r\n"))
            with origin.lock:
                origin.asked.append((path, headers, time.monotonic()))
                origin.open += 1
                origin.most_open = max(origin.most_open, origin.open)
            reply = origin.answers[path]
            try:
                sock.sendall(reply) if isinstance(reply, bytes) else reply(sock)
            finally:
                with origin.lock:
                    origin.open -= 1


def answer(body=b"", status="200 OK", length=None, **headers):
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close"]
    return "\r\n".join([*head, *lines, "", ""]).encode() + body


def redirect(to, status="302 Found"):
    return answer(status=status, Location=to)


@contextmanager
def serving(origin):
    thread = threading.Thread(target=origin.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield origin
    finally:
        origin.closing.set()
        origin.shutdown()
        thread.join()
        origin.server_close()
