"""A story that drives its character: what of it shapes what is said, and where a session has come to."""

from typing import Any

import pytest
from tests.dialects.convai.neighbours.interaction.player import Player
from tests.dialects.convai.studio import listed, said
from tests.served import Caller

STORY = "/character/narrative"


class Told(Player):
    """A player of a story with a gate, from which a bell leads to the market."""

    def ask_story(self, operation: str, **body: Any) -> Any:
        return said(self.who.post(f"{STORY}/{operation}", {"character_id": self.identity} | body))

    def written(self) -> dict[str, str]:
        sections = {
            name: self.ask_story("create-section", section_name=name, objective=objective)["section_id"]
            for name, objective in (("Gate", "Let nobody in."), ("Market", "Sell {{user}} a lamp."))
        }
        self.ask_story(
            "add-decision",
            from_section_id=sections["Gate"],
            to_section_id=sections["Market"],
            criteria="a coin is paid",
        )
        self.ask_story(
            "create-trigger",
            trigger_name="bell",
            trigger_message="The bell rings.",
            destination_section=sections["Market"],
        )
        self.ask_story("update-start-section-id", start_narrative_section_id=sections["Gate"])
        return sections

    def drive(self) -> None:
        body = {"character_id": self.identity, "is_narrative_driven": True}
        said(self.who.post("/character/toggle-is-narrative-driven", body))

    def now(self, thread: str, session: str) -> tuple[str, Any]:
        """What the prompt says of now, and the section of the session."""
        sections = said(self.who.get(f"/v1/threads/{thread}/prompt"))["sections"]
        told = next((one["text"] for one in sections if one["name"] == "now"), "")
        return told, self.ask_story("get-current-section", session_id=session)["section_id"]


@pytest.fixture
def told(ada: Caller) -> Told:
    return Told.of(ada)


def test_a_story_goes_from_its_beginning_to_where_triggers_lead(told: Told) -> None:
    sections = told.written()
    session = told.say("Hello #tokens=1")["sessionID"]
    thread = told.threads()[0]["id"]
    assert told.now(thread, session) == ("", sections["Gate"]), "no story drives it yet"
    told.drive()
    gate = (
        "Now in the story: Gate: Let nobody in.\n"
        "If this comes about – a coin is paid –, go on with: Sell User a lamp."
    )
    assert told.now(thread, session) == (gate, sections["Gate"])
    spoken = {"text": "What was that? #tokens=1", "triggers": ["bell"]}
    said(told.who.post(f"/v1/threads/{thread}/messages", spoken), 201)
    assert told.now(thread, session) == (
        "This has just happened: bell\nThe bell rings.\nNow in the story: Market: Sell User a lamp.",
        sections["Market"],
    )
    told.say("And now? #tokens=1", session)
    assert told.now(thread, session) == ("Now in the story: Market: Sell User a lamp.", sections["Market"])
    assert told.ask_story("get-current-section", session_id="another")["section_id"] == sections["Gate"]


def test_a_trigger_that_nobody_wrote_leads_nowhere(told: Told) -> None:
    sections = told.written()
    told.drive()
    session = told.say("Hello #tokens=1")["sessionID"]
    thread = told.threads()[0]["id"]
    said(
        told.who.post(f"/v1/threads/{thread}/messages", {"text": "Hm #tokens=1", "triggers": ["thunder"]}),
        201,
    )
    assert told.now(thread, session)[1] == sections["Gate"]


def test_it_was_last_interacted_with_when_somebody_last_talked_with_it(told: Told) -> None:
    def shown() -> Any:
        return next(one for one in listed(told.who) if one["character_id"] == told.identity)

    before = shown()
    assert before["last_interacted_with"] == before["timestamp"]
    told.say("Hello #tokens=1")
    stats = said(told.who.get(f"/v1/characters/{told.identity}/stats"))
    assert shown()["last_interacted_with"] == stats["last_interacted_with"][:19]
