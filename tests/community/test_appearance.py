from typing import Any

import pytest
from tests.conftest import Run

from greenroom.accounts import service, store
from greenroom.accounts.model import Account
from greenroom.assets import store as assets
from greenroom.assets.model import Asset
from greenroom.community.appearance import Appearance, appearance, choose_appearance, public_page
from greenroom.database import Database, Transaction
from greenroom.problems import AlreadyExists, BadValue, InUse, NotFound, Problem

PICTURES = ["a" * 24, "b" * 24]


@pytest.fixture
def ada(database: Database, run: Run) -> Account:
    return run(database.write(_ada))


def _ada(db: Transaction) -> Account:
    made = service.create_account(db, "ada", "home", "Ada")
    for picture in PICTURES:
        assets.keep(db, made.account_id, Asset(picture, "image/webp", 10, 1, 1))
    return made


def choice(db: Transaction, account_id: str, said: dict[str, Any]) -> tuple[Appearance, list[str]]:
    whole: dict[str, Any] = {"handle": "ada", "display_name": "Ada", "about": "", "avatar": None}
    return choose_appearance(db, account_id, **whole | said)


def test_at_first_nothing_is_chosen(database: Database, ada: Account, run: Run) -> None:
    shown = run(database.read(appearance, ada.account_id))
    assert (shown.handle, shown.display_name, shown.about, shown.avatar) == ("ada", "Ada", "", None)
    assert not shown.is_chosen


def test_what_is_chosen_stands_at_the_handle(database: Database, ada: Account, run: Run) -> None:
    said = {
        "handle": "@Countess",
        "display_name": " Ada  Lovelace ",
        "about": "Numbers.\n",
        "avatar": PICTURES[0],
    }
    shown, unused = run(database.write(choice, ada.account_id, said))
    assert (shown.handle, shown.display_name, shown.about) == ("Countess", "Ada Lovelace", "Numbers.")
    assert (shown.avatar, shown.is_chosen, unused) == (PICTURES[0], True, [])
    assert run(database.read(public_page, "@countess")) == shown
    with pytest.raises(NotFound):
        run(database.read(public_page, "ada"))
    run(database.write(service.create_account, "ada", "home"))  # which is free again


def test_a_handle_may_change_its_case(database: Database, ada: Account, run: Run) -> None:
    shown, _ = run(database.write(choice, ada.account_id, {"handle": "ADA"}))
    assert shown.handle == "ADA"
    assert run(database.read(public_page, "ada")) == shown


def test_a_name_that_is_left_out_is_the_handle(database: Database, ada: Account, run: Run) -> None:
    assert run(database.write(choice, ada.account_id, {"display_name": " "}))[0].display_name == "ada"


REFUSED: list[tuple[dict[str, Any], type[Problem], str]] = [
    ({"handle": "a"}, BadValue, "handle"),
    ({"handle": "a b c"}, BadValue, "handle"),
    ({"handle": "BOB"}, AlreadyExists, "@BOB"),
    ({"display_name": "x" * 61}, BadValue, "display_name"),
    ({"display_name": "Ada\u202egnihton"}, BadValue, "display_name"),
    ({"display_name": "\ud800"}, BadValue, "display_name"),
    ({"about": "x" * 1001}, BadValue, "about"),
    ({"about": "a\0b"}, BadValue, "about"),
    ({"avatar": "c" * 24}, BadValue, "avatar"),
    ({"avatar": "https://evil.example/a.svg"}, BadValue, "avatar"),
]


@pytest.mark.parametrize(("said", "problem", "words"), REFUSED)
def test_what_can_t_be_changes_nothing(
    said: dict[str, Any], problem: type[Problem], words: str, database: Database, ada: Account, run: Run
) -> None:
    run(database.write(service.create_account, "bob", "home"))
    before = run(database.read(appearance, ada.account_id))
    with pytest.raises(problem, match=words):
        run(database.write(choice, ada.account_id, said))
    assert run(database.read(appearance, ada.account_id)) == before


def test_a_picture_is_kept_while_it_is_shown(database: Database, ada: Account, run: Run) -> None:
    run(database.write(choice, ada.account_id, {"avatar": PICTURES[0]}))
    with pytest.raises(InUse):
        run(database.write(assets.discard, ada.account_id, PICTURES[0]))
    _, unused = run(database.write(choice, ada.account_id, {"avatar": PICTURES[1]}))
    assert unused == PICTURES[:1]
    assert [asset.asset_id for asset in run(database.read(assets.assets_of, ada.account_id))] == PICTURES[1:]


def test_another_s_picture_is_nobody_else_s(database: Database, ada: Account, run: Run) -> None:
    bob = run(database.write(service.create_account, "bob", "home"))
    with pytest.raises(BadValue, match="avatar"):
        run(database.write(choice, bob.account_id, {"handle": "bob", "avatar": PICTURES[0]}))
    assert ada


def test_a_suspended_account_has_no_page(database: Database, ada: Account, run: Run) -> None:
    run(database.write(store.suspend_account, ada.account_id, 1))
    with pytest.raises(NotFound):
        run(database.read(public_page, "ada"))
