"""The files that commands read, standard input among them, and how messages call them."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from .files import chunks, decoded
from .terminal import progress

STDIN = "-"


@contextlib.contextmanager
def opened(name: str, *, bar: bool = True) -> Iterator[Iterator[str]]:
    """The text of a file, or of standard input, piece by piece; with a progress bar when it is long."""
    with contextlib.ExitStack() as stack:
        if name == STDIN:
            source: BinaryIO = open_stream(sys.stdin, name).buffer
        else:
            source = stack.enter_context(open(name, "rb"))
        tick = stack.enter_context(progress(called(name), _size(source) if bar else 0))
        yield decoded(chunks(source, tick), called(name))


def open_stream(stream: TextIO | None, name: str) -> TextIO:
    """A standard stream, which who calls the command may have closed."""
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), called(name))
    return stream


def called(name: str) -> str:
    """What a message calls a file, or standard input."""
    return "standard input" if name == STDIN else name


def _size(source: BinaryIO) -> int:
    """How long a file is; 0 when that cannot be known."""
    with contextlib.suppress(OSError):
        status = os.fstat(source.fileno())
        if stat.S_ISREG(status.st_mode):
            return status.st_size
    return 0
