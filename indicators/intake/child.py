"""The child that reads: limits itself first, then reads the file on its standard input, and answers in JSON lines.

`{"page": 3, "pages": 300}` while it goes on, then what the reader made of it, or `{"refused": "…", "of": {…}}`.
No Django here: it would be imported anew for every document.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import IO, Any

from indicators.intake import limits, refusals
from indicators.intake.refusals import NotRead

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_BARRED = ("PIL", "fontTools")  # pypdf would load them where they are, and nobody here looks at pictures


def main(kind: str, charset: str) -> None:
    _limit()
    sys.modules.update(dict.fromkeys(_BARRED))  # type: ignore[arg-type]  # None: cannot be imported
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    os.dup2(2, 1)  # what a library prints is no answer
    _tell(out, _read(kind, sys.stdin.buffer.read(), charset, out))


def _limit() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    wanted = {
        resource.RLIMIT_AS: limits.MEMORY_BYTES,
        resource.RLIMIT_CPU: limits.CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: limits.OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for name, most in wanted.items():
        with suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(name, (most, most + (name == resource.RLIMIT_CPU)))


def _read(kind: str, content: bytes, charset: str, out: IO[str]) -> dict[str, Any]:
    """Whatever a library raises on a hostile or broken file is told in a sentence: this is the place for it."""

    def progress(page: int, pages: int) -> None:
        _tell(out, {"page": page, "pages": pages})

    try:
        reader = import_module(f"indicators.intake.readers.{kind}")
        return dict(reader.read(content, charset=charset, progress=progress))
    except NotRead as refused:
        return {"refused": refused.words, "of": refused.parts}
    except MemoryError:
        return {"refused": refusals.TOO_HUNGRY}
    except Exception:
        return {"refused": refusals.DAMAGED[kind]}


def _tell(out: IO[str], told: dict[str, Any]) -> None:
    out.write(json.dumps(told, ensure_ascii=False) + "\n")
    out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
