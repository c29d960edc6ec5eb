"""Samples of what is said: conversations, personas and scenes of the first maker."""

from typing import Any, NamedTuple

from tests.served import Caller

from greenroom.conversations import store
from greenroom.conversations.model import Made
from greenroom.database import Transaction

SAID = (
    "Tonight. I need the Calloway ledger out of the vault before the auditors get to it.",
    (
        "*She finally looks up.* Calloway. You don't start small, do you?\n\n*A long sip of the cold coffee, as if it were "
        "medicine.* The vault is nothing. It's the **night porter** who worries me: he reads, he doesn't sleep, and he "
        "owes me nothing. Everybody owes me something.\n\nSo here is what you'll do. You will be charming for eleven "
        "minutes. I will be invisible for ten."
    ),
    "And what happens in the eleventh?",
    (
        "*The corner of her mouth moves, which in Nora is laughter.*\n\nIn the eleventh minute you say goodnight, you hold "
        "the door for the cleaning lady, and you **don't** ask why the cleaning lady has my shoes on."
    ),
)
OTHER = "*She pushes the cup aside.* Then we'd better be early. Auditors always are."


class Talks(NamedTuple):
    """`thread` is long enough to read, `closed` is with a character that is private by now."""

    thread: str
    closed: str
    own: str
    persona: str
    scene: str
    empty_scene: str


def talks(who: Caller, nora: str, own: str, other: Caller, others: str) -> Talks:
    """Make them. `own` is a character of theirs, `others` one of another's."""
    persona = _made(
        who, "/v1/personas", name="Wren", description="A courier with a limp and no questions.", default=True
    )
    _made(
        who,
        "/v1/personas",
        name="Sister Agnes",
        description="Runs the soup kitchen on Vine Street.",
        characters=[nora],
    )
    scene = _made(
        who,
        "/v1/scenes",
        title="The counter at Sal's",
        description="Half past two in the morning, rain against the neon.",
        period="the winter after the flood",
        characters=[nora],
    )
    empty = _made(who, "/v1/scenes", title="Night train", description="It does not stop.")
    thread = _made(who, "/v1/threads", character=nora, title="The Calloway job", persona=persona)
    who.served.write(_say, who.account_id, thread)
    closed = _made(who, "/v1/threads", character=others, title="Rowan")
    gone = other.send("PATCH", f"/v1/characters/{others}", json={"character": {"visibility": "private"}})
    assert gone.status_code == 200, gone.text
    mine = _made(who, "/v1/threads", character=own, title="Nora, a draft")
    return Talks(thread, closed, mine, persona, scene, empty)


def _made(who: Caller, path: str, **body: Any) -> str:
    answer = who.post(path, body)
    assert answer.status_code == 201, answer.text
    identity: str = answer.json()["id"]
    return identity


def _say(db: Transaction, account_id: str, thread_id: str) -> None:
    thread = store.find_thread(db, account_id, thread_id, lock=True)
    parent = thread.leaf_id
    for at, text in enumerate(SAID):
        speaker: Any = ("user", "character")[at % 2]
        if at == 1:
            store.insert_message(db, thread, db.new_id(), parent, speaker, OTHER, Made())
        parent = store.insert_message(db, thread, db.new_id(), parent, speaker, text, Made()).message_id
    store.update_thread(db, thread, leaf_id=parent, used=1)
