"""Narrative design: sections, what leads from one to another, triggers, and where the story begins."""

from typing import Any

import pytest
from tests.dialects.convai.studio import NOBODY, created, got, said, updated
from tests.served import Caller

STORY = "/character/narrative"
SUCCESSFUL = {"STATUS": "Successful"}


class Author:
    """Somebody who writes the story of one character."""

    def __init__(self, who: Caller) -> None:
        self.who = who
        self.identity = created(who)

    def ask(self, operation: str, status: int = 200, /, **body: Any) -> Any:
        return said(self.who.post(f"{STORY}/{operation}", {"character_id": self.identity} | body), status)

    def section(self, name: str) -> str:
        section: str = self.ask("create-section", section_name=name, objective="")["section_id"]
        return section


@pytest.fixture
def author(ada: Caller) -> Author:
    return Author(ada)


def test_a_section_has_every_field_from_the_first(author: Author) -> None:
    section = author.section("Gate")
    assert author.ask("get-section", section_id=section) == {
        "character_id": author.identity,
        "section_id": section,
        "objective": "",
        "decisions": None,
        "parents": None,
        "updated_character_data": {},
        "bt_constants": "",
        "behavior_tree_code": "",
        "section_name": "Gate",
        "triggers": None,
        "node_position": [],
    }


@pytest.mark.parametrize("name", ["updated_data", "updated_character_data"])
def test_a_section_is_changed_in_what_is_said(name: str, author: Author) -> None:
    section, market = author.section("Gate"), author.section("Market")
    change = {"objective": "Wait.", "decisions": [{"criteria": "night", "next_section_id": market}]}
    answer = author.ask("edit-section", section_id=section, **{name: change})
    assert answer == {"status": "success", "section_id": section, "updated_data": change}
    shown = author.ask("get-section", section_id=section)
    assert (shown["section_name"], shown["objective"], shown["decisions"]) == (
        "Gate",
        "Wait.",
        change["decisions"],
    )


def test_sections_are_listed_in_the_order_of_their_making(author: Author) -> None:
    made = [author.section(str(number)) for number in range(3)]
    assert [one["section_id"] for one in author.ask("list-sections")] == made
    assert author.ask("delete-section", section_id=made[1]) == SUCCESSFUL
    assert [one["section_id"] for one in author.ask("list-sections")] == [made[0], made[2]]


def test_decisions_are_added_changed_and_removed(author: Author) -> None:
    one, other = author.section("Gate"), author.section("Market")
    ends = {"from_section_id": one, "to_section_id": other}

    def decisions() -> Any:
        return author.ask("get-section", section_id=one)["decisions"]

    assert author.ask("add-decision", **ends, criteria="by day") == SUCCESSFUL
    author.ask("add-decision", **ends, criteria="by night", priority=2)
    author.ask("edit-decision", **ends, criteria="by night", updated_data={"criteria": "at dusk"})
    assert decisions() == [
        {"criteria": "by day", "next_section_id": other},
        {"criteria": "at dusk", "next_section_id": other, "priority": 2},
    ]
    author.ask("edit-decision", **ends, criteria="at noon", priority=1)
    author.ask("delete-decision", **ends, criteria="at dusk")
    assert decisions() == [{"criteria": "at noon", "next_section_id": other, "priority": 1}]
    author.ask("delete-decision", 404, **ends, criteria="at dusk")
    author.ask("add-decision", 404, from_section_id=one, to_section_id=NOBODY, criteria="never")


NOT_THERE: list[dict[str, Any]] = [
    {"to_section_id": "{gate}"},
    {"to_section_id": "{gate}", "criteria": None},
    {"to_section_id": NOBODY},
    {"to_section_id": ""},
    {"to_section_id": "{market}", "criteria": "never"},
    {"to_section_id": "{market}", "criteria": "By day"},
    {"from_section_id": "{market}", "to_section_id": "{gate}"},
    {"from_section_id": NOBODY, "to_section_id": "{market}"},
]


@pytest.mark.parametrize("asked", NOT_THERE, ids=str)
@pytest.mark.parametrize("verb", ["delete", "edit"])
def test_a_decision_that_is_not_there_is_neither_removed_nor_changed(
    verb: str, asked: dict[str, Any], author: Author
) -> None:
    names = {"gate": author.section("Gate"), "market": author.section("Market")}
    way = {"from_section_id": names["gate"], "to_section_id": names["market"]}
    author.ask("add-decision", **way, criteria="by day")
    wanted = {name: text and text.format(**names) for name, text in asked.items()}
    change = {"updated_data": {"priority": 1}} if verb == "edit" else {}
    author.ask(f"{verb}-decision", 404, **({"from_section_id": names["gate"]} | wanted | change))
    shown = author.ask("get-section", section_id=names["gate"])["decisions"]
    assert shown == [{"criteria": "by day", "next_section_id": names["market"]}]


def test_where_the_story_begins_is_a_field_of_the_character(author: Author, ada: Caller) -> None:
    section = author.section("Gate")
    author.ask("update-start-section-id", start_narrative_section_id=section)
    assert got(ada, author.identity)["start_narrative_section_id"] == section
    author.ask("delete-section", section_id=section)
    assert got(ada, author.identity)["start_narrative_section_id"] is None
    author.ask("update-start-section-id", 404, start_narrative_section_id=section)
    author.ask("update-start-section-id", start_narrative_section_id=author.section("Market"))
    author.ask("update-start-section-id", start_narrative_section_id=None)
    assert got(ada, author.identity)["start_narrative_section_id"] is None


def test_what_led_to_a_section_leads_nowhere_when_it_is_gone(author: Author) -> None:
    gate, market, pier = (author.section(name) for name in ("Gate", "Market", "Pier"))
    for target in (market, pier):
        author.ask("add-decision", from_section_id=gate, to_section_id=target, criteria="by night")
    author.ask("add-decision", from_section_id=pier, to_section_id=market, criteria="by day")
    leading = {
        name: author.ask("create-trigger", trigger_name=name, destination_section=target)["trigger_id"]
        for name, target in (("bell", market), ("drum", pier))
    }
    author.ask("update-start-section-id", start_narrative_section_id=pier)
    assert author.ask("delete-section", section_id=market) == SUCCESSFUL

    def decisions(section: str) -> Any:
        return author.ask("get-section", section_id=section)["decisions"]

    assert decisions(gate) == [{"criteria": "by night", "next_section_id": pier}]
    assert decisions(pier) == []
    triggers = {one["trigger_id"]: one["destination_section"] for one in author.ask("list-triggers")}
    assert triggers == {leading["bell"]: None, leading["drum"]: pier}
    assert author.ask("get-current-section", session_id="x")["section_id"] == pier


def test_a_session_is_where_the_story_begins(author: Author, bob: Caller) -> None:
    nowhere = SUCCESSFUL | {"section_id": None}
    assert author.ask("get-current-section", session_id="x") == nowhere
    section = author.section("Gate")
    author.ask("update-start-section-id", start_narrative_section_id=section)
    assert author.ask("get-current-section", session_id="y") == nowhere | {"section_id": section}
    foreign = {"character_id": author.identity, "session_id": "x"}
    said(bob.post(f"{STORY}/get-current-section", foreign), 404)


@pytest.mark.parametrize("name", ["node_id", ""])
@pytest.mark.parametrize("kind", ["section", "trigger"])
def test_nodes_are_drawn_where_the_editor_says(kind: str, name: str, author: Author) -> None:
    made = [
        author.ask(f"create-{kind}", **{f"{kind}_name": text, "objective": ""})[f"{kind}_id"] for text in "ab"
    ]

    def positions() -> Any:
        return [one["node_position"] for one in author.ask(f"list-{kind}s")]

    def draw(status: int, *identities: str) -> Any:
        nodes = [{name or f"{kind}_id": one, "node_position": [at, 0.5]} for at, one in enumerate(identities)]
        return author.ask("update-node-position", status, node_type=kind, updated_nodes=nodes)

    draw(404, made[0], NOBODY)
    assert positions() == [[], []]
    assert draw(200, *made) == SUCCESSFUL
    assert positions() == [[0, 0.5], [1, 0.5]]


@pytest.mark.parametrize(("sent", "shown"), [(True, True), ("True", True), ("false", False), (False, False)])
def test_a_story_drives_the_character_or_not(sent: Any, shown: bool, author: Author, ada: Caller) -> None:  # noqa: FBT001 - a row
    updated(ada, author.identity, is_narrative_driven=not shown)
    path = "/character/toggle-is-narrative-driven"
    assert said(ada.post(path, {"character_id": author.identity, "is_narrative_driven": sent})) == SUCCESSFUL
    assert got(ada, author.identity)["is_narrative_driven"] is shown
    for wrong in ({}, {"is_narrative_driven": "maybe"}, {"is_narrative_driven": 1}):
        said(ada.post(path, {"character_id": author.identity} | wrong), 400)


def test_triggers_lead_to_sections(author: Author) -> None:
    section = author.section("Gate")
    made = author.ask("create-trigger", trigger_name="bell", desgination_section=section)
    assert made == {
        "character_id": author.identity,
        "trigger_id": made["trigger_id"],
        "trigger_name": "bell",
        "trigger_message": "",
        "destination_section": section,
        "node_position": [],
    }
    answer = author.ask(
        "update-trigger", trigger_id=made["trigger_id"], updated_data={"destination_section": None}
    )
    assert answer == SUCCESSFUL | {"message": "Trigger updated successfully"}
    assert author.ask("list-triggers") == [made | {"destination_section": None}]
    answer = author.ask("delete-trigger", trigger_id=made["trigger_id"])
    assert answer == SUCCESSFUL | {"message": "Trigger deleted successfully"}
    assert author.ask("list-triggers") == []
    author.ask("get-trigger", 404, trigger_id=made["trigger_id"])


def test_a_trigger_s_name_is_its_own(author: Author, ada: Caller) -> None:
    bell = author.ask("create-trigger", trigger_name="bell")["trigger_id"]
    drum = author.ask("create-trigger", trigger_name="drum")["trigger_id"]
    assert author.ask("create-trigger", 400, trigger_name="bell")["ERROR"] == "Trigger already exists: bell"
    author.ask("update-trigger", 400, trigger_id=drum, updated_data={"trigger_name": "bell"})
    author.ask("update-trigger", 400, trigger_id=drum, updated_data={"trigger_name": " "})
    author.ask(
        "update-trigger", trigger_id=bell, updated_data={"trigger_name": "bell", "trigger_message": "Ding."}
    )
    Author(ada).ask("create-trigger", trigger_name="bell")


def test_a_form_says_the_same(author: Author, ada: Caller) -> None:
    body = {"char_id": author.identity, "section_name": "Gate", "objective": "Wait."}
    section = said(ada.send("POST", f"{STORY}/create-section/", data=body))["section_id"]
    change = {
        "character_id": author.identity,
        "section_id": section,
        "updated_data": '{"section_name": "Door"}',
    }
    said(ada.send("POST", f"{STORY}/edit-section", data=change))
    assert author.ask("get-section", section_id=section)["section_name"] == "Door"


def test_it_goes_with_its_character(author: Author, ada: Caller) -> None:
    author.section("Gate")
    said(ada.post("/character/delete", {"charID": author.identity}))
    author.ask("list-sections", 404)


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("create-section", {"section_name": "Gate"}),
    ("create-section", {"section_name": 5, "objective": ""}),
    ("edit-section", {"section_id": "x"}),
    ("edit-section", {"section_id": "x", "updated_data": "Gate"}),
    ("edit-section", {"section_id": "x", "updated_data": {"decisions": [{"criteria": "x"}]}}),
    ("edit-section", {"section_id": "x", "updated_data": '{"node_position": ' + "[" * 70 + "]" * 70 + "}"}),
    ("get-section", {}),
    ("create-trigger", {"trigger_name": ""}),
    ("create-trigger", {"trigger_name": "a", "destination_section": 5}),
    ("add-decision", {"from_section_id": "x", "criteria": "y"}),
    ("get-current-section", {}),
    ("get-current-section", {"session_id": 5}),
    ("update-node-position", {"updated_nodes": []}),
    ("update-node-position", {"node_type": "section"}),
    ("update-node-position", {"node_type": "decision", "updated_nodes": []}),
    ("update-node-position", {"node_type": "section", "updated_nodes": "x"}),
    ("update-node-position", {"node_type": "section", "updated_nodes": [{"node_position": []}]}),
    ("update-node-position", {"node_type": "section", "updated_nodes": [{"node_id": "x"}]}),
    ("update-node-position", {"node_type": "trigger", "updated_nodes": [5]}),
    ("add-decision", {"from_section_id": "x", "to_section_id": "y", "criteria": "y", "priority": []}),
]


@pytest.mark.parametrize(("operation", "body"), WRONG)
def test_what_is_wrong_is_told(operation: str, body: dict[str, Any], author: Author) -> None:
    assert set(author.ask(operation, 400, **body)) == {"ERROR", "Reference ID"}
