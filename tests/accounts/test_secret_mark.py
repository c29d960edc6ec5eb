"""The mark of the server's secret, on both engines."""

from tests.conftest import Run

from greenroom.accounts import secret_mark
from greenroom.database import Database

ONE, OTHER = b"a secret of sixteen", b"another of seventeen"


def test_the_first_secret_is_the_one(database: Database, run: Run) -> None:
    assert not run(database.read(secret_mark.is_marked))
    assert [run(database.write(secret_mark.fits, secret)) for secret in (ONE, OTHER, ONE)] == [
        True,
        False,
        True,
    ]
    assert run(database.read(secret_mark.is_marked))


def test_another_can_be_accepted(database: Database, run: Run) -> None:
    run(database.write(secret_mark.fits, ONE))
    assert [run(database.write(secret_mark.accept, OTHER)) for _ in range(2)] == [True, False]
    assert [run(database.write(secret_mark.fits, secret)) for secret in (ONE, OTHER)] == [False, True]
