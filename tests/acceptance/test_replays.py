"""What public programs send and read, replayed: one file for each program, whose README says what they are."""

from base64 import b64encode
from pathlib import Path

import pytest
from tests.acceptance.replay import exchanges, is_a, replay, values
from tests.served import Caller

FOLDER = Path(__file__).with_name("replays")
FILES = sorted(FOLDER.glob("*.http"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_program_reads_what_it_needs(path: Path, ada: Caller) -> None:
    basic = b64encode(f"{ada.key[:15]}:{ada.key[15:]}".encode()).decode()
    known = {"key": ada.key, "basic": basic, "key_id": ada.key[:15], "key_secret": ada.key[15:]}
    for exchange in exchanges(path.read_text()):
        replay(exchange, known, ada.served)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_program_is_refused_once_and_reads_something(path: Path) -> None:
    found = list(exchanges(path.read_text()))
    assert {exchange.status // 100 for exchange in found} == {2, 4}
    assert sum(len(exchange.reads) for exchange in found) > len(found)


def test_the_page_names_every_file_and_no_other() -> None:
    page = (FOLDER / "README.md").read_text()
    assert sorted(line.split("`")[1] for line in page.splitlines() if line.startswith("| `")) == [
        path.name for path in FILES
    ]


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (True, "boolean", True),
        (True, "integer", False),
        (1, "boolean", False),
        (1, "number", True),
        (None, "string or null", True),
        (None, "string", False),
        ("a", '"a"', True),
        ("a", '"b"', False),
        ([], "[]", True),
    ],
)
def test_a_type_is_told_from_another(*, value: object, kind: str, expected: bool) -> None:
    assert is_a(value, kind) is expected


def test_a_path_leads_through_lists_and_objects() -> None:
    tree = {"a": [{"b": 1}, {"b": 2}], "c": {"x": [3], "y": [4]}}
    assert list(values(tree, ["a", "[]", "b"])) == [1, 2]
    assert list(values(tree, ["c", "*", "[]"])) == [3, 4]
    with pytest.raises(KeyError):
        list(values(tree, ["a", "[]", "c"]))
