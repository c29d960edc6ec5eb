"""`greenroom worker`. What it does beside servers is in tests/test_fleet.py."""

from tests.cli.conftest import Commands


def test_there_must_be_an_instance_to_work_on(greenroom: Commands) -> None:
    done = greenroom("worker")
    assert (done.code, done.out) == (1, "")
    assert "There is no instance in" in done.err
