"""Text files as bytes: read piece by piece as UTF-8, written whole or not at all.

Nothing is translated on the way, so line ends, a byte order mark and a missing final newline stay as they are.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import itertools
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import BinaryIO, Self

from .errors import TurkicAlphabetError

CHUNK = 1 << 16
"""How many bytes are read at a time."""


class EncodingError(TurkicAlphabetError, ValueError):
    """Bytes that are not UTF-8: in which file, and the offset of the first of them, counted from 0.

    >>> list(decoded([b"salam ", bytes([0xE9])], "letter.txt"))
    Traceback (most recent call last):
        ...
    turkic_alphabet.files.EncodingError: letter.txt: not UTF-8 at byte offset 6 (unexpected end of data); \
convert it first, as in: iconv -f WINDOWS-1251 -t UTF-8
    """

    def __init__(self, name: str, offset: int, reason: str, encoding: str = "WINDOWS-1251") -> None:
        self.name = name
        self.offset = offset
        remedy = f"convert it first, as in: iconv -f {encoding} -t UTF-8"
        super().__init__(f"{name}: not UTF-8 at byte offset {offset} ({reason}); {remedy}")


def chunks(stream: BinaryIO, tick: Callable[[int], object] | None = None) -> Iterator[bytes]:
    """The bytes of a stream as they come; ``tick`` is told how many, each time."""
    read = getattr(stream, "read1", stream.read)  # does not wait for a full chunk: a pipe is answered at once
    while chunk := read(CHUNK):
        yield chunk
        if tick is not None:
            tick(len(chunk))


def decoded(pieces: Iterable[bytes], name: str) -> Iterator[str]:
    """The text of the bytes, cut anywhere but inside a character.

    >>> list(decoded(["ң".encode()[:1], "ң".encode()[1:]], "word"))
    ['ң']

    :raises EncodingError: at the first byte that is not; what came before it has been given.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    read = 0
    start = b""
    for piece in itertools.chain(pieces, [b""]):
        held = len(decoder.getstate()[0])
        start = start or piece[:2]
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            wide = start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
            encoding = {"encoding": "UTF-16"} if wide else {}
            raise EncodingError(name, read - held + error.start, error.reason, **encoding) from error
        read += len(piece)
        if text:
            yield text


def encoded(text: str) -> bytes:
    """UTF-8; bytes of an argument that were no UTF-8 leave as they came, and other lone surrogates do not fail.

    >>> encoded("ң\\udcff")
    b'\\xd2\\xa3\\xff'
    """
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


class Outputs:
    """Files that are put in place together once everything has been written, or not at all.

    Each is written beside its place under a name of its own and renamed at the end; the permissions of a file that is
    replaced are kept, and a symbolic link stays one. Devices and pipes have no whole: they are written to directly.
    """

    def __init__(self) -> None:
        self._staged: list[tuple[str, str]] = []  # what was written, where it belongs

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            while kind is None and self._staged:
                os.replace(*self._staged[0])
                del self._staged[0]
        finally:
            for written, _ in self._staged:
                with contextlib.suppress(OSError):
                    os.unlink(written)

    @contextlib.contextmanager
    def file(self, path: str) -> Iterator[BinaryIO]:
        """A file to write to, which will stand at the path."""
        try:
            before = os.stat(path)
        except FileNotFoundError:
            before = None
        if before is not None and not stat.S_ISREG(before.st_mode):
            with open(path, "wb") as out:
                yield out
            return
        if before is not None and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        target = os.path.realpath(path)
        try:
            descriptor, written = tempfile.mkstemp(prefix=".turkic-alphabet-", dir=os.path.dirname(target))
        except OSError as error:  # its own message names a file that nobody asked for
            raise OSError(error.errno, error.strerror, path) from error
        self._staged.append((written, target))
        with os.fdopen(descriptor, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _give_permissions(written, before)


def _give_permissions(path: str, before: os.stat_result | None) -> None:
    if before is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(path, 0o666 & ~mask)
        return
    with contextlib.suppress(OSError, AttributeError):  # another owner: only root can; Windows has none
        os.chown(path, before.st_uid, before.st_gid)
    os.chmod(path, stat.S_IMODE(before.st_mode))
