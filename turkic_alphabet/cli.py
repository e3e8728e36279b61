"""The command line: its commands, and what becomes of errors.

The exit status is 0, or 1 for a problem (a bad file, a faulty table, an unread letter), or 2 for a wrong call.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from types import FrameType
from typing import Any

import click

from . import __version__
from .cli_convert import convert, from_, strip, to
from .cli_detect import detect_
from .cli_inspect import check, explain, list_, show_
from .cli_survey import report, scan
from .conversion import UnknownAlphabet
from .errors import TurkicAlphabetError, UnknownOrthography
from .protection import UnknownProtection


class _Commands(click.Group):
    """Commands whose errors are told in a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (UnknownAlphabet, UnknownOrthography, UnknownProtection) as error:
            raise click.UsageError(str(error), ctx) from error
        except TurkicAlphabetError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # Who reads the output has had enough of it.
            _drop_output()
            ctx.exit(1)
        except OSError as error:
            _drop_output()
            place = error.filename2 or error.filename
            said = error.strerror or str(error)
            raise click.ClickException(f"{click.format_filename(place)}: {said}" if place else said) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version")
def commands() -> None:
    """Write every Turkic orthography in the 34 letters of the Common Turkic Alphabet, and back.

    \b
    turkic-alphabet to kk "Қазақстан Республикасы"
    turkic-alphabet from kk-Cyrl "Qazaqstan Respublikası"
    turkic-alphabet list

    Text is UTF-8; line ends, a byte order mark and the final newline stay as they are.
    """


for command in (to, from_, convert, strip, explain, list_, show_, check, scan, report, detect_):
    commands.add_command(command)


def _drop_output() -> None:
    """Let what is still to be flushed at the exit go nowhere, so that it does not fail a second time."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or there is none
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main() -> None:
    """Run the command that the arguments name."""
    # Ends as an exception does, so that files half written are taken away.
    signal.signal(signal.SIGTERM, _end)
    commands(prog_name="turkic-alphabet")
