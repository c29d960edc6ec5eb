"""What failed, in one sentence."""

import sqlite3

import psycopg
import pytest

from greenroom import database, settings
from greenroom.cli.sentences import refusals, sentence
from greenroom.database.job import unavailable
from greenroom.problems import NotFound

ROWS = [
    (NotFound("account", "@mira"), "account not found: @mira"),
    (settings.Refused("port must be at most 65535."), "port must be at most 65535."),
    (database.Refused("It is newer."), "It is newer."),
    (
        PermissionError(13, "Permission denied", "/srv/secret"),
        "/srv/secret can't be used: Permission denied.",
    ),
    (OSError("no more of it"), "no more of it"),
    (
        sqlite3.DatabaseError("database disk image is malformed"),
        "The database refused: database disk image is malformed.",
    ),
    (
        psycopg.errors.InsufficientPrivilege("permission denied for schema public\nLINE 1: CREATE TABLE"),
        "The database refused: permission denied for schema public.",
    ),
    (unavailable(), "The database is out of reach at the moment; try again."),
    (
        unavailable(OSError("connection refused\nIs it running?")),
        "The database is out of reach at the moment; try again. (connection refused)",
    ),
]


@pytest.mark.parametrize(("error", "words"), ROWS, ids=[type(error).__name__ for error, _ in ROWS])
def test_words(error: Exception, words: str) -> None:
    assert isinstance(error, refusals())
    assert sentence(error) == words


def test_a_fault_of_our_own_is_no_refusal() -> None:
    assert not issubclass(AssertionError, refusals())
    assert not issubclass(KeyError, refusals())
