import pytest
from msgspec.structs import replace
from starlette.datastructures import Headers

from greenroom.characters.model import blank_record
from greenroom.dialects.inworld.etag import check_match, etag
from greenroom.problems import RevisionMismatch

RECORD = replace(blank_record("01a20000-0000-7000-8000-000000000001", "mara", 0), revision=7)

MATCHED = [
    (),
    ('"7"',),
    (' "7" ',),
    ('"999", "7"',),
    ('"7","8"',),
    ('"6"', '"7"'),
    ("*",),
    ('"6", *',),
]
MISSED = [('"6"',), ('"6", "8"',), ('W/"7"',), ("7",), ("",), ('"77"',), ('"7',), ('"6"', '"8"')]


def sent(lines: tuple[str, ...]) -> Headers:
    return Headers(raw=[(b"if-match", line.encode()) for line in lines])


def test_a_tag_is_the_revision_in_quotes() -> None:
    assert etag(7) == (b"etag", b'"7"')


@pytest.mark.parametrize("lines", MATCHED)
def test_one_of_the_tags_is_enough(lines: tuple[str, ...]) -> None:
    check_match(sent(lines), RECORD)


@pytest.mark.parametrize("lines", MISSED)
def test_without_the_right_one_it_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(RevisionMismatch):
        check_match(sent(lines), RECORD)
