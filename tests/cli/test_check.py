"""`greenroom check`, on both engines."""

from tests.callers import caller
from tests.cli.conftest import Commands

from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Whose
from greenroom.cli.instance import Instance, read_settings
from greenroom.conversations import messages, threads
from greenroom.database import Transaction


def test_counters_are_held_to_the_ledger_and_set_right(greenroom_on: Commands) -> None:
    account = greenroom_on.json("account", "create", "mira")
    options = dict(zip(("data", "database"), greenroom_on.place[1::2], strict=False))
    instance = Instance(read_settings(**options))
    who, catalogue = caller(account["id"], "mira"), Catalogue()

    def talk(db: Transaction) -> str:
        nora = catalogue.create(db, who, Character(name="Nora", visibility="public"), "native")
        messages.say(db, catalogue, who, threads.begin(db, who, nora), "Hello")
        return nora.character_id

    nora = instance.write(talk)
    assert greenroom_on.json("check") == {"differing": [], "mended": False}
    instance.write(lambda db: catalogue.count_messages(db, Whose(account["id"], nora), 4, uses=1))
    done = greenroom_on("check", "--json")
    assert (done.code, f'"character_id":"{nora}"' in done.out) == (3, True)
    assert "5 / 2" in greenroom_on("check").out
    mended = greenroom_on.json("check", "--mend")
    assert [(one["messages"], one["ledger_messages"]) for one in mended["differing"]] == [(5, 1)]
    assert greenroom_on("check").out == "All counters agree with the ledger.\n"
