"""How an account appears to others: its handle, display name and picture, and what stands at `/@handle`."""

import unicodedata

from msgspec import Struct

from greenroom.accounts import audit, service, store
from greenroom.assets import store as assets
from greenroom.database import Transaction, statements
from greenroom.problems import AlreadyExists, BadValue, NotFound

SQL = statements(__package__)
LONGEST_NAME = 60
LONGEST_ABOUT = 1000


class Appearance(Struct, frozen=True, kw_only=True):
    """What anybody may see of an account. `avatar` is the id of a picture; `is_chosen`, whether they ever chose this."""

    account_id: str
    handle: str
    display_name: str
    about: str
    avatar: str | None
    created_at: int
    is_chosen: bool


def appearance(db: Transaction, account_id: str) -> Appearance:
    """How an account appears; raises NotFound."""
    account = service.find_account(db, account_id)
    about, avatar, chosen_at = db.one(SQL.profile, {"account_id": account.account_id}) or ("", None, None)
    return Appearance(
        account_id=account.account_id,
        handle=account.handle,
        display_name=account.display_name,
        about=about,
        avatar=avatar,
        created_at=account.created_at,
        is_chosen=chosen_at is not None,
    )


def public_page(db: Transaction, handle: str) -> Appearance:
    """What stands at `/@handle`; raises NotFound, also for an account that is suspended."""
    name = handle.removeprefix("@")
    account = store.account_by_handle(db, name) if service.is_handle(name) else None
    if account is None or account.suspended_at is not None:
        raise NotFound("account", f"@{name}")
    return appearance(db, account.account_id)


def choose_appearance(
    db: Transaction, account_id: str, *, handle: str, display_name: str, about: str, avatar: str | None
) -> tuple[Appearance, list[str]]:
    """How an account appears from now on, and pictures that nobody uses any more, whose bytes go after the commit.

    `avatar` is a picture of the account's own. Raises BadValue, and AlreadyExists for a handle that is taken; the
    account's old handle is free for others from now on.
    """
    before = appearance(db, account_id)
    handle = handle.strip().removeprefix("@")
    service.check_handle(handle)
    name = _line("display_name", display_name, LONGEST_NAME) or handle
    about = _text("about", about, LONGEST_ABOUT)
    if avatar is not None and not assets.is_kept(db, account_id, avatar):
        raise BadValue("avatar", "is not a picture of this account")
    if not store.rename(db, account_id, handle, name):
        raise AlreadyExists("account", f"@{handle}")
    db.run(SQL.save_profile, {"account_id": account_id, "about": about, "avatar": avatar, "now": db.now})
    audit.note(db, "appearance chosen", account_id, by=account_id)
    old = before.avatar if before.avatar != avatar else None
    unused = [old] if old and assets.discard_if_unused(db, account_id, old) else []
    return appearance(db, account_id), unused


def _line(field: str, text: str, most: int) -> str:
    """One line of text without what would disturb those that it stands among."""
    text = " ".join(_text(field, text, most).split())
    if any(
        unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn"}
        for character in text
        if character not in "\u200d\u200c"
    ):
        raise BadValue(field, "must not have invisible characters")
    return text


def _text(field: str, text: str, most: int) -> str:
    text = text.strip()
    if len(text) > most:
        raise BadValue(field, f"must have at most {most} characters")
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise BadValue(field, "must be text without U+0000")
    return text
