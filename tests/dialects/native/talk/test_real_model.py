"""A whole conversation with a real, small model: greeted, ten turns, resumed, regenerated, branched, gone on with.

Replies are stopped after a few tokens, for machines are slow.
"""

from typing import Any

import pytest
from tests.dialects.native.talk.talker import Event, Talker, told
from tests.served import Served

NORA = {
    "name": "Nora",
    "prompt": {"definition": "Keeps a lighthouse. Answers in one short sentence."},
    "greetings": {"first": "Mind the step."},
}
ENOUGH = 4
ENDED = {"whole", "stopped"}


def replied(talk: Talker, path: str, **body: Any) -> tuple[str, Any]:
    """What was heard of a reply that is stopped once it is enough, and the message that came of it."""
    heard: list[Event] = []
    with talk.events("POST", talk.path + path, {"accept": "text/event-stream"}, json=body) as events:
        for event in events:
            heard.append(event)
            if len(heard) == ENOUGH:
                talk.post(f"/messages/{heard[0].data['reply']}/stop")
    assert heard[-1].name == "end", heard[-1]
    return told(heard), heard[-1].data["reply"]


@pytest.mark.timeout(900)
def test_a_conversation(sqlite_served: Served) -> None:
    talk = Talker.of(sqlite_served.newcomer(), NORA)
    assert talk.texts() == ["Mind the step."]
    for turn in range(10):
        text, reply = replied(talk, "/messages", text=f"What is {turn} and {turn}?")
        assert (reply["text"], reply["state"] in ENDED) == (text, True)
    assert len(talk.messages()) == 21
    assert (talk.stats()["message_count"], talk.stats()["used_count"]) == (20, 1)
    shown = talk.who.get(f"{talk.path}/prompt").json()
    assert shown["tokens"] + shown["reserve"] <= shown["window"]

    last = talk.messages()[-1]
    _, again = replied(talk, "/reply")
    assert (again["parent"], again["id"] != last["id"]) == (last["parent"], True)
    branch, _ = replied(talk, "/messages", text="Is it far?", parent=talk.messages()[0]["id"])
    assert len(talk.messages()) == 3
    more, longer = replied(talk, "/continue")
    assert longer["text"] == branch + more


@pytest.mark.timeout(600)
def test_cut_off_and_resumed(postgres_served: Served) -> None:
    talk = Talker.of(postgres_served.newcomer(), NORA)
    beginning: list[Event] = []
    with talk.stream("Tell me a long story about the sea.") as events:  # the connection ends with the block
        for event in events:
            beginning.append(event)
            if len(beginning) == ENOUGH:
                break
    reply_id = beginning[0].data["reply"]
    rest: list[Event] = []
    with talk.follow(reply_id, beginning[-1].id) as events:
        for event in events:
            rest.append(event)
            if len(rest) == ENOUGH:
                talk.post(f"/messages/{reply_id}/stop")
    kept = talk.messages()[-1]
    assert (kept["text"], kept["state"] in ENDED) == (told([*beginning, *rest]), True)
    with talk.follow(reply_id) as events:
        assert told([*events]) == kept["text"]
