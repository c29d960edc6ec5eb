"""Preconditions: what holds for one state of a character and no other."""

from typing import Any

import pytest
from starlette.datastructures import Headers
from tests.dialects.roleplay.bodies import created, listed
from tests.served import Caller

from greenroom.dialects.kit.conditions import check_match
from greenroom.problems import RevisionMismatch


@pytest.fixture
def path(ada: Caller) -> str:
    return f"/v1/characters/{created(ada, visibility='public')['id']}"


def etag(ada: Caller, path: str) -> str:
    return str(ada.get(path).headers["etag"])


def test_a_read_of_what_is_known_has_no_body(ada: Caller, path: str) -> None:
    known = etag(ada, path)
    for header in (known, f"W/{known}", f'"other", {known}', "*"):
        answer = ada.get(path, headers={"If-None-Match": header})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", known)
    assert ada.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_tag_changes_with_whatever_is_shown(ada: Caller, path: str) -> None:
    before = etag(ada, path)
    ada.post(f"{path}/share")
    shared = etag(ada, path)
    ada.post("/apiUpdateCharacter", {"id": path.rpartition("/")[2], "subtitle": "New"})
    assert len({before, shared, etag(ada, path)}) == 3


WRITES = [("POST", "/publish"), ("POST", "/share"), ("DELETE", "/share"), ("DELETE", "")]


@pytest.mark.parametrize("header", ['"9999"', 'W/"1"', '"x", W/"1-00000000"', "1"])
@pytest.mark.parametrize(("method", "suffix"), WRITES)
def test_a_write_for_another_revision_is_412_and_changes_nothing(
    method: str, suffix: str, header: str, ada: Caller, path: str
) -> None:
    before = ada.get(path).json()
    answer = ada.send(method, path + suffix, headers={"If-Match": header})
    assert (answer.status_code, answer.json()["type"]) == (412, "urn:greenroom:problem:revision-mismatch")
    assert ada.get(path).json() == before


@pytest.mark.parametrize(("method", "suffix"), WRITES)
@pytest.mark.parametrize("header", ["{}", "*", '"1"', '"9999", {}'])
def test_a_write_for_this_revision_is_done(
    method: str, suffix: str, header: str, ada: Caller, path: str
) -> None:
    known = etag(ada, path)
    ada.post(f"{path}/share")  # no revision
    answer = ada.send(method, path + suffix, headers={"If-Match": header.format(known)})
    assert answer.status_code == 200


def test_the_next_page_is_linked(ada: Caller) -> None:
    for name in ("One", "Two", "Three"):
        created(ada, name=name)
    first = ada.get("/v1/characters?limit=2")
    target, _, relation = first.headers["link"].partition("; ")
    rest: Any = ada.get(target.strip("<>"))
    assert relation == 'rel="next"'
    assert len(first.json()["items"]) + len(rest.json()["items"]) == len(listed(ada)) == 3
    assert "link" not in rest.headers


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


@pytest.mark.parametrize("lines", MATCHED)
def test_one_of_the_tags_is_enough(lines: tuple[str, ...]) -> None:
    check_match(sent(lines), 7)


@pytest.mark.parametrize("lines", MISSED)
def test_without_the_right_one_it_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(RevisionMismatch):
        check_match(sent(lines), 7)
