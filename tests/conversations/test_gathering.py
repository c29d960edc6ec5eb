"""What a reply is made of, as it is gathered from the database."""

from tests.conversations.conftest import NORA, Room

from greenroom.accounts.model import Caller
from greenroom.characters.knowledge import BigList, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import Character
from greenroom.conversations import store
from greenroom.conversations.gathering import gather
from greenroom.conversations.model import Thread
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.materials import Materials

KEPT = LoreEntry(keys=("lamp",), content="@@keep_activate_after_match\nThe lamp is out.")
ONCE = LoreEntry(keys=("lamp",), content="@@dont_activate_after_match\nThe lamp is new.")
KEEPER = Character(
    name="Nora",
    greetings=NORA.greetings,
    knowledge=Knowledge(lorebook=Lorebook(entries=BigList.of([KEPT, ONCE]))),
)


def gathered(room: Room, thread: Thread) -> Materials:
    return room.locked(thread, lambda db, now: gather(db, room.catalogue, now, now.leaf_id, "seed").materials)


def lore(materials: Materials) -> list[str]:
    return [one.text for one in assemble(materials).sections if one.name == "lore"]


def test_a_lorebook_remembers_what_is_summed_up(room: Room, ada: Caller) -> None:
    thread = room.begin(ada, room.character(ada, KEEPER))
    for text in ("Is the lamp lit?", "One.", "Two.", "Three."):
        _, reply = room.exchange(ada, thread, text)
    room.say(ada, thread, "The lamp again?")
    before = gathered(room, thread)
    room.locked(thread, lambda db, now: store.recollect(db, now, "summary", reply.message_id, "They met."))
    after = gathered(room, thread)
    assert (len(before.history), len(after.history), after.summary) == (10, 1, "They met.")
    assert lore(before) == lore(after) == ["The lamp is out."]
