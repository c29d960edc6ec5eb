"""What only common knowledge has, through a served process: its records, and its ids."""

from typing import Any
from uuid import UUID

import pytest
from tests.dialects.inworld.studio import Studio
from tests.dialects.inworld.things import KNOWLEDGE, Things


@pytest.fixture
def knowledge(studio: Studio) -> Things:
    return Things(studio, KNOWLEDGE)


def test_it_is_called_by_a_uuid(knowledge: Things) -> None:
    made = knowledge.create({"displayName": "Weather"})
    path, _, identity = made["name"].rpartition("/")
    assert (path, str(UUID(identity))) == (knowledge.path, identity)
    assert made == {"name": made["name"], "displayName": "Weather", "description": "", "memoryRecords": []}


@pytest.mark.parametrize("field", ["memory_records", "memoryRecords"])
def test_records_are_texts(field: str, knowledge: Things) -> None:
    made = knowledge.create({field: ["It rains.", "\0"]})
    assert made["memoryRecords"] == ["It rains.", "\0"]
    assert "knowledgeRecords" not in made


MESSAGES = [{"text": "It rains.", "tags": ["a"]}, {"text": "b"}]


def test_records_that_came_as_messages_are_shown_as_both(knowledge: Things) -> None:
    made = knowledge.create({"knowledgeRecords": MESSAGES})
    assert (made["memoryRecords"], made["knowledgeRecords"]) == (["It rains.", "b"], MESSAGES)
    assert knowledge.studio.patch(made["name"], made) == made


@pytest.mark.parametrize(
    ("body", "texts", "messages"),
    [
        ({"memoryRecords": ["c"]}, ["c"], None),
        ({"memoryRecords": []}, [], None),
        ({"knowledgeRecords": [{"text": "c"}]}, ["c"], [{"text": "c"}]),
        ({"knowledgeRecords": []}, [], None),
        ({"knowledgeRecords": None}, [], None),
        ({"description": "x"}, ["It rains.", "b"], MESSAGES),
        ({"memoryRecords": ["It rains.", "b"], "knowledgeRecords": [{"text": "c"}]}, ["c"], [{"text": "c"}]),
        ({"memoryRecords": ["c"], "knowledgeRecords": MESSAGES}, ["c"], None),
    ],
)
def test_what_says_something_new_is_meant(body: Any, texts: Any, messages: Any, knowledge: Things) -> None:
    name = knowledge.create({"knowledgeRecords": MESSAGES})["name"]
    after = knowledge.studio.patch(name, body)
    assert (after["memoryRecords"], after.get("knowledgeRecords")) == (texts, messages)
    assert knowledge.studio.get(name) == after


def test_a_long_record_is_kept_and_remarked_on(knowledge: Things) -> None:
    assert knowledge.create({"knowledgeRecords": [{"text": "x" * 300}]})["memoryRecords"] == ["x" * 300]
    assert "knowledgeRecords[0].text has 300 characters" in knowledge.studio.who.served.log()
    assert knowledge.create({"memoryRecords": ["y" * 301]})["memoryRecords"] == ["y" * 301]
    assert "memoryRecords[0] has 301 characters" in knowledge.studio.who.served.log()


def test_a_character_counts_what_it_names(knowledge: Things) -> None:
    studio = knowledge.studio
    piece = knowledge.named("Weather")
    made = studio.create({"commonKnowledge": [piece]})
    shown = studio.get(made["name"], "?view=CHARACTER_ITEM_VIEW_WITH_META")
    assert (shown["commonKnowledge"], shown["meta"]["totalCommonKnowledge"]) == ([piece], 1)


def test_a_page_of_long_ones_ends_early_and_goes_on(knowledge: Things) -> None:
    titles = [f"t{number}" for number in range(12)]
    for title in titles:
        knowledge.named(title, memoryRecords=["x"] * 9_999)
    assert len(knowledge.page(pageSize=1000)["commonKnowledge"]) == 10
    assert knowledge.titles(pageSize=1000) == titles
