from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.http.routes import RouteTree, split_path

TEMPLATES = [
    "/things",
    "/things/special",
    "/things/{thing}",
    "/things/{thing}:start",
    "/things/{thing}:stop",
    "/things/{thing}/parts/{part}",
    "/things/special/parts",
    "/other/{one}/deep",
    "/names",
    "/names/{name+}",
    "/names/known",
    "/names/{one}/deep",
]


@pytest.fixture(scope="module")
def tree() -> RouteTree[str]:
    made: RouteTree[str] = RouteTree()
    for template in TEMPLATES:
        made.add("GET", template, template, "other" if template.startswith("/other") else "things")
    return made


FOUND: list[tuple[str, str | None, dict[str, str]]] = [
    ("/things", "/things", {}),
    ("/things/", "/things", {}),
    ("/things/special", "/things/special", {}),
    ("/things/plain", "/things/{thing}", {"thing": "plain"}),
    ("/things/plain/", "/things/{thing}", {"thing": "plain"}),
    ("/things/a%2Fb", "/things/{thing}", {"thing": "a/b"}),
    ("/things/%E7%8C%AB", "/things/{thing}", {"thing": "猫"}),
    ("/things/%FF", "/things/{thing}", {"thing": "\ufffd"}),
    ("/things/%70lain", "/things/{thing}", {"thing": "plain"}),
    ("/things/a:start", "/things/{thing}:start", {"thing": "a"}),
    ("/things/a:b:stop", "/things/{thing}:stop", {"thing": "a:b"}),
    ("/things/a%3Astart", "/things/{thing}:start", {"thing": "a"}),
    ("/things/a:go", None, {}),
    ("/things/a:", None, {}),
    ("/things/:start", "/things/{thing}:start", {"thing": ""}),
    ("/things/a:go/parts/b", "/things/{thing}/parts/{part}", {"thing": "a:go", "part": "b"}),
    ("/things/a:start/parts/b", "/things/{thing}/parts/{part}", {"thing": "a:start", "part": "b"}),
    ("/things/a/parts/b:stop", None, {}),
    ("/things/special:go", None, {}),
    ("/things/a/parts/b", "/things/{thing}/parts/{part}", {"thing": "a", "part": "b"}),
    ("/things/special/parts", "/things/special/parts", {}),
    ("/things/special/parts/b", "/things/{thing}/parts/{part}", {"thing": "special", "part": "b"}),
    ("/names", "/names", {}),
    ("/names/", "/names", {}),
    ("/names/known", "/names/known", {}),
    ("/names/a", "/names/{name+}", {"name": "a"}),
    ("/names/a:b", "/names/{name+}", {"name": "a:b"}),
    ("/names/@a/b/c:d/", "/names/{name+}", {"name": "@a/b/c:d"}),
    ("/names/%40a%2Fb", "/names/{name+}", {"name": "@a/b"}),
    ("/names/a/deep", "/names/{one}/deep", {"one": "a"}),
    ("/names/a/shallow", "/names/{name+}", {"name": "a/shallow"}),
    ("/names/known/a", "/names/{name+}", {"name": "known/a"}),
    ("/names/a//b", None, {}),
    ("/names/a/../b", None, {}),
    ("/Things", None, {}),
    ("/things//", None, {}),
    ("//things", None, {}),
    ("/things//parts/b", None, {}),
    ("/things/.", None, {}),
    ("/things/../things", None, {}),
    ("/things/%2e%2E/parts/b", None, {}),
    ("/things/a/parts", None, {}),
    ("/things/a/parts/b/c", None, {}),
    ("/", None, {}),
    ("", None, {}),
]


@pytest.mark.parametrize(("path", "template", "values"), FOUND)
def test_a_path_leads_to_its_template(
    path: str, template: str | None, values: dict[str, str], tree: RouteTree[str]
) -> None:
    found = tree.find(path)
    assert (found and found.methods["GET"]) == template
    if found:
        assert found.values == values


@given(st.text())
def test_no_path_breaks_it(path: str) -> None:
    made: RouteTree[str] = RouteTree()
    made.add("GET", "/a/{b}:c", "x", "owner")
    made.find(path)
    made.owner_of(path)


OWNERS = [
    ("/things/a/b/c/d", "things"),
    ("/other", "other"),
    ("/other/", "other"),
    ("/other/x/y", "other"),
    ("/nobody", None),
    ("/", None),
]


@pytest.mark.parametrize(("path", "owner"), OWNERS)
def test_where_nothing_is_the_longest_known_beginning_has_an_owner(
    path: str, owner: str | None, tree: RouteTree[str]
) -> None:
    assert tree.owner_of(path) == owner


def test_a_beginning_may_be_claimed_where_nothing_is_served() -> None:
    made: RouteTree[str] = RouteTree()
    made.claim("/claimed/deep", "one")
    assert (made.find("/claimed/deep"), made.find("/claimed")) == (None, None)
    assert (made.owner_of("/claimed/deep/er"), made.owner_of("/claimed/x")) == ("one", "one")


def test_a_beginning_that_several_share_has_none_of_them() -> None:
    made: RouteTree[str] = RouteTree()
    made.add("GET", "/v1/one", "x", "one")
    made.add("GET", "/v1/other", "x", "other")
    assert (made.owner_of("/v1/nothing"), made.owner_of("/v1/one/x")) == (None, "one")


def test_a_path_may_be_claimed_where_nothing_stands_yet() -> None:
    made: RouteTree[str] = RouteTree()
    made.add("GET", "/v1/one", "x", "one")
    made.claim("/v1/other", "other")
    assert (made.owner_of("/v1/other"), made.owner_of("/v1/other/x"), made.owner_of("/v1")) == (
        "other",
        "other",
        None,
    )
    assert made.find("/v1/other") is None


def test_methods_of_a_path_stand_together() -> None:
    made: RouteTree[str] = RouteTree()
    made.add("GET", "/a", "get", "x")
    made.add("POST", "/a/", "post", "x")
    found = made.find("/a")
    assert found is not None
    assert found.methods == {"GET": "get", "POST": "post"}


def test_no_two_routes_may_be_the_same() -> None:
    made: RouteTree[str] = RouteTree()
    made.add("GET", "/a/{b}", "x", "x")
    with pytest.raises(ValueError, match="two routes for GET"):
        made.add("GET", "/a/{b}/", "y", "y")
    with pytest.raises(ValueError, match="at one place"):
        made.add("POST", "/a/{c}", "y", "y")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1), min_size=1))
def test_segments_are_split_before_they_are_decoded(segments: list[str]) -> None:
    path = "/" + "/".join(quote(segment, safe="") for segment in segments)
    expected = None if {".", ".."} & set(segments) else segments
    assert split_path(path) == expected
