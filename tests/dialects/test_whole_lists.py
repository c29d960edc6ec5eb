"""Lists that are answered all at once arrive whole and in order."""

from tests.served import Caller

from greenroom.accounts import model
from greenroom.app import vendors
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character

COUNT = 2_050
WHOLE = [dialect for dialect in vendors() if dialect.samples and dialect.samples.whole]


def make(db: Transaction, who: Caller) -> None:
    owner = model.Caller(
        account_id=who.account_id, handle=who.handle, plan="home", key_id=None, scopes=frozenset()
    )
    catalogue = Catalogue([dialect.naming for dialect in vendors() if dialect.naming])
    for number in range(COUNT):
        catalogue.create(db, owner, Character(name=f"{number:05}"), "test")


def test_a_list_of_some_thousands_is_whole_and_in_order(ada: Caller) -> None:
    ada.served.write(make, ada)
    for dialect in WHOLE:
        assert dialect.samples
        assert dialect.samples.whole
        header = dict([dialect.samples.header(ada.key)])
        items = ada.get(dialect.samples.whole, headers=header).json()["characters"]
        names = [one.get("name") or one["character_name"] for one in items]
        assert names in ([f"{n:05}" for n in range(COUNT)], [f"{n:05}" for n in reversed(range(COUNT))])


def test_there_are_such_lists() -> None:
    assert len(WHOLE) == 3
