"""`greenroom probe`."""

from tests.cli.conftest import Commands
from tests.served import Caller


def test_it_counts_what_became_of_each_exchange(greenroom: Commands, ada: Caller) -> None:
    done = greenroom.run("probe", ada.served.url, "--key", ada.key, "--dialect", "roleplay")
    assert done.code == 3
    assert done.out.split()[1:3] == ["as", "written,"]
    assert done.err == ""


def test_a_dialect_that_is_none(greenroom: Commands) -> None:
    done = greenroom.run("probe", "http://127.0.0.1:1", "--key", "k", "--dialect", "klingon")
    assert done.code == 2
    assert "No such dialect: klingon." in done.err


def test_where_there_is_no_server(greenroom: Commands) -> None:
    done = greenroom.run("probe", "http://127.0.0.1:1", "--key", "k")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Error: http://127.0.0.1:1 can't be asked: ")
