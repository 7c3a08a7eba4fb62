"""A child process reads the file, so that no file costs us more than a child: its memory, its time, its crash."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from indicators.intake import limits, refusals
from indicators.intake.refusals import NotRead

Progress = Callable[[int, int], None]  # pages read, of how many

_ROOT = Path(__file__).resolve().parents[2]
_CHUNK = 64 * 1024


def read_apart(
    kind: str, content: bytes, *, charset: str = "", progress: Progress | None = None, seconds: float | None = None
) -> dict[str, Any]:
    """What the reader of that kind makes of the content. Raises NotRead."""
    deadline = time.monotonic() + (limits.WALL_SECONDS if seconds is None else seconds)
    with TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        process = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-X", "utf8", "-m", "indicators.intake.child", kind, charset],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={},  # it needs none of our secrets
            start_new_session=True,
        )
    with process:
        try:
            return _answer(kind, process, deadline, progress)
        finally:
            process.kill()


def _answer(kind: str, process: subprocess.Popen[bytes], deadline: float, progress: Progress | None) -> dict[str, Any]:
    assert process.stdout  # noqa: S101 (a pipe, as asked for)
    for line in _lines(process.stdout, deadline):
        told = json.loads(line)
        if "refused" in told:
            raise NotRead(told["refused"], **told.get("of", {}))
        if "page" not in told:
            return dict(told)
        if progress:
            progress(told["page"], told["pages"])
    raise NotRead(_epitaph(kind, process.wait()))


def _epitaph(kind: str, code: int) -> str:
    if code == -signal.SIGXCPU:
        return refusals.TOO_SLOW
    if code == -signal.SIGKILL:  # by the kernel, when the machine has no more to give
        return refusals.TOO_HUNGRY
    return refusals.DAMAGED[kind]


def _lines(stream: IO[bytes], deadline: float) -> Iterator[bytes]:
    waiting, taken = bytearray(), 0
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while chunk := _next(selector, stream, deadline):
            taken += len(chunk)
            if taken > limits.ANSWER_BYTES:
                raise NotRead(refusals.TOO_LONG)
            waiting += chunk
            if b"\n" in chunk:
                *lines, rest = waiting.split(b"\n")
                yield from map(bytes, lines)
                waiting = bytearray(rest)


def _next(selector: selectors.BaseSelector, stream: IO[bytes], deadline: float) -> bytes:
    left = deadline - time.monotonic()
    if left <= 0 or not selector.select(left):
        raise NotRead(refusals.TOO_SLOW)
    return os.read(stream.fileno(), _CHUNK)
