"""Settings of the whole suite: how many examples, which tables, and where real text is.

- ``pytest``: 100 examples for each law and table, the same on every run.
- ``pytest --hypothesis-profile=brief``: 20, for a second kernel, when the first has had all.
- ``pytest tests/long`` or ``pytest --hypothesis-profile=long``: 20,000 examples, new ones on every run.
- ``pytest --data=DIR``, or the environment variable TURKIC_ALPHABET_DATA: also the tests on real text;
  ``DIR/mono/kk_Cyrl.txt`` is running text in the orthography kk-Cyrl.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from turkic_alphabet import Orthography, load
from turkic_alphabet.catalog import tags
from turkic_alphabet.conversion import Direction
from turkic_alphabet.subject import Subject

LONG = Path(__file__).parent / "long"
DATA = "TURKIC_ALPHABET_DATA"

settings.register_profile("ci", max_examples=100, derandomize=True, deadline=None, print_blob=True)
settings.register_profile("brief", settings.get_profile("ci"), max_examples=20)
settings.register_profile(
    "long", max_examples=20_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--data", metavar="DIR", default=os.environ.get(DATA), help=f"real text to test on; also ${DATA}")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "real_text: needs --data=DIR")
    if _asks_for_long(config) and not config.getoption("--hypothesis-profile"):
        settings.load_profile("long")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if collection_path == LONG and not _asks_for_long(config) else None


def _asks_for_long(config: pytest.Config) -> bool:
    asked = (Path(config.invocation_params.dir, argument.split("::")[0]).resolve() for argument in config.args)
    return any(path.is_relative_to(LONG) for path in asked)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--data"):
        return
    without = [item for item in items if item.get_closest_marker("real_text")]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.getoption("--data"):
        terminalreporter.write_line(f"NOT RUN: the tests on real text. Give --data=DIR, or set {DATA}.", yellow=True)


@pytest.fixture(scope="session", autouse=True)
def programs() -> Iterator[None]:
    """Rules are compiled once for all tests that need the same; the tests of one table follow each other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Direction, "program", lru_cache(maxsize=64)(Direction.program))
        yield


@cache
def _subject(tag: str) -> Subject:
    return Subject(load(tag))


@pytest.fixture(scope="session", params=tags())
def orthography(request: pytest.FixtureRequest) -> Orthography:
    """Every orthography, one after the other."""
    return _subject(request.param).orthography


@pytest.fixture(scope="session")
def subject(orthography: Orthography) -> Subject:
    """Every orthography with its conversions ready for the laws."""
    return _subject(orthography.tag)


@pytest.fixture(scope="session")
def data(pytestconfig: pytest.Config) -> Path:
    """Where real text is."""
    directory = Path(pytestconfig.getoption("--data"))
    if not (directory / "mono").is_dir():
        raise pytest.UsageError(f"--data {directory}: no folder `mono` in it")
    return directory
