"""`greenroom key`: the API keys of an instance's accounts."""

import sys
from typing import Any, TextIO

import click

from greenroom.accounts import secret_mark, service
from greenroom.accounts.keys import key_id_of, keys_in
from greenroom.accounts.model import SCOPES, Key
from greenroom.characters import Transaction
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import IN_PART, Output, table
from greenroom.kit.clock import DAY, rfc3339, system_clock

_OF_ACCOUNT = click.option("--account", "handle", required=True, metavar="HANDLE", help="Whose keys.")

_ACCEPTED = "The secret that is here is the one of this database from now on. Restart the servers that run on it, and make new keys."


@click.group()
def key() -> None:
    """Create, list, rotate and revoke API keys, and find those that leaked."""


@key.command()
@_OF_ACCOUNT
@click.option("--label", required=True, help="What the key is for.")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="May be repeated; default: all."
)
@click.option("--days", type=click.IntRange(1, 36500), help="Days until it expires; default: never.")
@on_instance
def create(
    instance: Instance, output: Output, *, handle: str, label: str, scopes: tuple[str, ...], days: int | None
) -> None:
    """Create a key; its secret is shown this once."""

    def unit(db: Transaction, secret: bytes) -> tuple[Key, str]:
        owner = service.find_account(db, handle)
        until = db.now + days * DAY if days else None
        return service.create_key(
            db, owner.account_id, label, secret, scopes=scopes or SCOPES, expires_at=until
        )

    _give_new(output, *instance.write_keyed(unit))


@key.command("list")
@_OF_ACCOUNT
@on_instance
def list_keys(instance: Instance, output: Output, *, handle: str) -> None:
    """List an account's keys, revoked ones too; secrets are not kept and cannot be shown."""

    def unit(db: Transaction) -> list[Key]:
        return service.list_keys(db, service.find_account(db, handle).account_id)

    found = [show(one) for one in instance.read(unit)]
    rows = [
        (one["id"], one["label"], " ".join(one["scopes"]), one["state"], one["last_used_at"] or "never")
        for one in found
    ]
    output.give(found, table(rows, "id", "label", "scopes", "state", "last used"))


@key.command()
@click.argument("key_id")
@on_instance
def rotate(instance: Instance, output: Output, *, key_id: str) -> None:
    """Replace a key by a new one of the same kind; the old one is revoked at once."""

    def unit(db: Transaction, secret: bytes) -> tuple[Key, str]:
        return service.rotate_key(db, service.owner_of_key(db, key_id), key_id, secret)

    _give_new(output, *instance.write_keyed(unit))


@key.command()
@click.argument("key_id")
@on_instance
def revoke(instance: Instance, output: Output, *, key_id: str) -> None:
    """Revoke a key for good; running servers refuse it within a second."""

    def unit(db: Transaction) -> Key:
        return service.revoke_key(db, service.owner_of_key(db, key_id), key_id)

    revoked = show(instance.write(unit))
    output.give(revoked, f"{revoked['id']} is revoked.")


@key.command()
@click.argument("files", nargs=-1, required=True, type=click.File(encoding="utf-8", errors="replace"))
@on_instance
def scan(instance: Instance, output: Output, *, files: tuple[TextIO, ...]) -> None:
    """Find keys in FILES, or in what is piped in for -, and say whose they are. Exit code 3: one of them still opens.

    Only ids are shown. Revoke what has leaked.
    """
    texts = {text for file in files for text in keys_in(file.read())}

    def unit(db: Transaction, secret: bytes) -> list[dict[str, Any]]:
        return [_found(db, secret, text) for text in sorted(texts)]

    found = instance.write_keyed(unit)
    rows = [(one["id"], f"@{one['account']}" if one["account"] else "-", one["state"]) for one in found]
    output.give(found, table(rows, "id", "account", "state"))
    if any(one["state"] == "active" for one in found):
        sys.exit(IN_PART)


@key.command("accept-secret")
@on_instance
def accept_secret(instance: Instance, output: Output) -> None:
    """Go on with the secret that is here, where the one before is lost.

    No key, and no link to sign in, that was made with that one opens anything, and what is listed as active among them is not;
    make new ones. Servers that run go on with the secret that they began with: restart them.
    """
    instance.expect()
    changed = instance.write(secret_mark.accept, instance.secret())
    told = (
        _ACCEPTED
        if changed
        else "The secret that is here is the one of this database already; nothing has changed."
    )
    output.give({"accepted": True, "changed": changed}, told)


def _found(db: Transaction, secret: bytes, text: str) -> dict[str, Any]:
    """Whose a key is; one that this server never made, or whose secret is wrong, is unknown."""
    ours = service.key_of_text(db, secret, text)
    if ours is None:
        return {"id": key_id_of(text), "account": None, "state": "unknown"}
    owner = service.find_account(db, ours.account_id)
    return {"id": ours.key_id, "account": owner.handle, "state": _state(ours)}


def show(one: Key) -> dict[str, Any]:
    """A key for programs, without its secret."""
    return {
        "id": one.key_id,
        "label": one.label,
        "scopes": one.scopes,
        "state": _state(one),
        "created_at": rfc3339(one.created_at),
        "expires_at": rfc3339(one.expires_at) if one.expires_at else None,
        "last_used_at": rfc3339(one.last_used_at) if one.last_used_at else None,
    }


def _state(one: Key) -> str:
    if one.revoked_at:
        return "revoked"
    return "expired" if one.expires_at and one.expires_at <= system_clock() else "active"


def _give_new(output: Output, made: Key, text: str) -> None:
    output.give(show(made) | {"key": text}, text)
