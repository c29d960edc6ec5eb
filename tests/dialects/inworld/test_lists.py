"""Lists through a served process: pages, their tokens, order, and views."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.dialects.inworld.studio import ROOT, Refused, Studio
from tests.served import Caller

from greenroom.dialects.inworld.listing import Token
from greenroom.kit.clock import DAY, system_clock
from greenroom.kit.tokens import Signer
from greenroom.secret import server_secret


@pytest.fixture
def cast(studio: Studio) -> list[str]:
    """The last segments of seven characters, oldest first."""
    return [studio.named(name).rpartition("/")[2] for name in ("g", "b", "f", "a", "e", "c", "d")]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8, 1000, 5000])
def test_pages_of_every_size_visit_each_character_once_oldest_first(
    size: int, studio: Studio, cast: list[str]
) -> None:
    pages = list(studio.pages(pageSize=size))
    assert [name for page in pages for name in page] == cast
    assert all(len(page) == size for page in pages[:-1])


def test_the_size_may_change_between_pages(studio: Studio, cast: list[str]) -> None:
    first = studio.page(pageSize=2)
    second = studio.page(page_size=4, page_token=first["nextPageToken"])
    third = studio.page(pageToken=second["nextPageToken"])
    names = [
        shown["name"].rpartition("/")[2] for page in (first, second, third) for shown in page["characters"]
    ]
    assert names == cast
    assert third["nextPageToken"] == ""


def test_a_page_has_fifty_characters_unless_said_and_a_thousand_at_most(studio: Studio) -> None:
    for number in range(53):
        studio.named(f"c{number}")
    assert [len(page) for page in studio.pages()] == [50, 3]
    assert [len(page) for page in studio.pages(pageSize=0)] == [50, 3]
    assert [len(page) for page in studio.pages(pageSize=2**31 - 1)] == [53]


@pytest.mark.usefixtures("cast")
def test_what_is_made_and_deleted_meanwhile_moves_nobody(studio: Studio) -> None:
    first = studio.page(pageSize=3)
    studio.delete("workspaces/magic_world/characters/g")
    studio.delete("workspaces/magic_world/characters/e")
    studio.named("z")
    studio.patch("workspaces/magic_world/characters/c", {"yamlConfig": "y"})
    names = [
        shown["name"].rpartition("/")[2]
        for shown in studio.page(pageToken=first["nextPageToken"])["characters"]
    ]
    assert names == ["a", "c", "d", "z"]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("size", ["", "-1", "x", "1.5", "2147483648", "1_0", "٣", "0x10", "1 "])
def test_a_size_that_is_none_is_refused(size: str, studio: Studio) -> None:
    with pytest.raises(Refused, match="page_size") as refused:
        studio.page(pageSize=size)
    assert (refused.value.status, refused.value.code) == (400, 3)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("query", ["pageSize=1&pageSize=1", "pageSize=1&page_size=1", "filter=a&filter=b", "pageToken=&pageToken=", "view=0&view=0"])  # fmt: skip
def test_a_parameter_may_stand_once(query: str, studio: Studio) -> None:
    with pytest.raises(Refused, match="too many values for field"):
        studio.ask("GET", f"{studio.workspace}/characters?{query}")


def test_a_text_may_be_empty(studio: Studio, cast: list[str]) -> None:
    assert studio.list(filter="") == cast  # and the first page is asked for by an empty token
    assert studio.patch(f"{studio.workspace}/characters/g", {"socialRank": 2}, mask="")["socialRank"] == 2


def test_what_is_no_parameter_is_ignored(studio: Studio, cast: list[str]) -> None:
    assert studio.list(orderBy="name", x="y") == cast


@pytest.mark.usefixtures("cast")
def test_a_token_is_good_for_its_own_list_alone(studio: Studio, bob: Caller) -> None:
    token = studio.page(pageSize=2)["nextPageToken"]
    other, stranger = Studio(studio.who, "default"), Studio(bob)
    stranger.named("x")
    asked: list[tuple[Studio, dict[str, Any]]] = [
        (studio, {"filter": "a"}),
        (studio, {"view": "CHARACTER_VIEW_WITH_SCENES"}),
        (studio, {"view": "1"}),
        (other, {}),
        (stranger, {}),
    ]
    for who, query in asked:
        with pytest.raises(Refused, match="page token is not valid") as refused:
            who.page(pageToken=token, **query)
        assert (refused.value.status, refused.value.code) == (400, 3)
    assert studio.page(pageToken=token, view="CHARACTER_VIEW_UNSPECIFIED", pageSize=1)["characters"]


@pytest.mark.usefixtures("cast")
def test_a_token_that_was_touched_is_refused(studio: Studio) -> None:
    token = studio.page(pageSize=2)["nextPageToken"]
    assert token.replace("-", "").replace("_", "").isalnum()
    for forged in (token[:-1], token + "A", "A" + token, token[1:], "x", "🐉", token.swapcase(), "\u0000"):
        with pytest.raises(Refused, match="page token is not valid"):
            studio.page(pageToken=forged)


@pytest.mark.usefixtures("cast")
def test_a_token_is_good_for_three_days(studio: Studio) -> None:
    signer = Signer(server_secret(Path(studio.who.served.data), ""))
    bound = [studio.who.account_id, "magic_world", "", "CHARACTER_VIEW_UNSPECIFIED"]

    def aged(age: int) -> str:
        return signer.sign("inworld", Token("", system_clock() - age), bound)

    assert len(studio.page(pageToken=aged(3 * DAY - DAY // 100))["characters"]) == 7
    with pytest.raises(Refused, match="more than three days old"):
        studio.page(pageToken=aged(3 * DAY + 1))


VIEWS = [
    "CHARACTER_VIEW_UNSPECIFIED",
    "CHARACTER_VIEW_DEFAULT",
    "CHARACTER_VIEW_WITH_SCENES",
    "0",
    "1",
    "2",
]


@pytest.mark.parametrize("view", VIEWS)
def test_a_list_has_three_views_by_name_or_number(view: str, studio: Studio) -> None:
    made = studio.create({"personalKnowledge": {"facts": [{"text": "x"}]}})
    assert studio.page(view=view)["characters"] == [made]


ITEM_VIEWS = [
    "CHARACTER_ITEM_VIEW_UNSPECIFIED",
    "CHARACTER_ITEM_VIEW_DEFAULT",
    "CHARACTER_ITEM_VIEW_WITH_META",
    "0",
    "1",
    "2",
]


@pytest.mark.parametrize("view", ITEM_VIEWS)
def test_a_character_has_three_views_by_name_or_number(view: str, studio: Studio) -> None:
    made = studio.create(
        {"commonKnowledge": ["workspaces/w/common-knowledge/x"] * 2, "yamlConfig": "goals: []"}
    )
    shown = studio.get(made["name"], f"?view={view}")
    with_meta = view in ("2", "CHARACTER_ITEM_VIEW_WITH_META")
    assert shown["meta"] == ({"totalCommonKnowledge": 2, "goalsVersion": 2} if with_meta else None)
    assert shown | {"meta": None} == made


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "view", ["3", "-1", "DEFAULT", "character_view_default", "CHARACTER_ITEM_VIEW_WITH_SCENES", "x", ""]
)
def test_an_unknown_view_is_refused(view: str, studio: Studio) -> None:
    for path in (f"{studio.workspace}/characters", f"{studio.workspace}/characters/a"):
        with pytest.raises(Refused, match='parsing field "view"') as refused:
            studio.get(path, f"?view={view}")
        assert (refused.value.status, refused.value.code) == (400, 3)


@pytest.mark.usefixtures("cast")
def test_a_list_is_one_line_of_json_with_its_length(studio: Studio) -> None:
    answer = studio.who.get(f"{ROOT}{studio.workspace}/characters")
    assert answer.headers["content-length"] == str(len(answer.content))
    assert list(json.loads(answer.content)) == ["characters", "nextPageToken"]
