"""`greenroom serve`: the server, and what it says when it begins."""

import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import click

from greenroom.cli.instance import Instance, read_settings
from greenroom.cli.output import say
from greenroom.http.logs import configure_logs

OWNER = "owner"


@click.command()
@click.option("--host", help="Address to listen on; default 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; default 8700.")
@click.option("--data", metavar="DIR", help="The instance's data folder.")
@click.option("--database", metavar="URL", help="postgresql:// address; default: SQLite in the data folder.")
@click.option("--json", "as_json", is_flag=True, help="Say what is served as one JSON value on standard output.")
def serve(host: str | None, port: int | None, data: str | None, database: str | None, as_json: bool) -> None:
    """Serve all dialects at one address."""
    import uvicorn  # noqa: PLC0415 - only this command serves

    from greenroom.app import build, place_of, vendors  # noqa: PLC0415 - as above

    values = read_settings(host=host, port=port, data=data, database=database)
    configure_logs(values["log_level"])
    place = place_of(values)
    server = build(values)
    first_key = _first_key(Instance(data, database), values)
    config = uvicorn.Config(
        server,
        host=values["host"],
        port=values["port"],
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=64 * 1024,
    )
    dialects = {dialect.name: (dialect.title, dialect.example) for dialect in vendors()}
    _greet(place.public_url, str(place.data), dialects, first_key, as_json=as_json)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run()


def _first_key(instance: Instance, values: Mapping[str, Any]) -> str | None:
    """The key of a fresh instance's owner; None on every later start."""
    from greenroom.accounts import service  # noqa: PLC0415 - after the settings are known to be good
    from greenroom.characters import Transaction  # noqa: PLC0415 - as above
    from greenroom.secret import server_secret  # noqa: PLC0415 - as above

    secret = server_secret(instance.place.data, values["secret"])

    def unit(db: Transaction) -> str | None:
        if service.list_accounts(db):
            return None
        owner = service.create_account(db, OWNER, values["default_plan"])
        return service.create_key(db, owner.account_id, "first key", secret)[1]

    return instance.write(unit)


def _greet(
    url: str, data: str, dialects: Mapping[str, tuple[str, str]], first_key: str | None, *, as_json: bool
) -> None:
    if as_json:
        import msgspec  # noqa: PLC0415 - for programs only

        about = {"url": url, "data": data, "dialects": list(dialects), "key": first_key}
        sys.stdout.write(msgspec.json.encode(about).decode() + "\n")
        sys.stdout.flush()
        return
    say(f"Greenroom serves at {url}")
    for title, example in dialects.values():
        say(f"  {title:<28} {url}{example}")
    say(f"Data: {data}")
    if first_key:
        say(f"\nFirst key of @{OWNER}, shown this once:\n  {first_key}\n\nTry it:")
        say(f'  curl -s {url}/apiListCharacters -H "Authorization: Bearer {first_key}"\n')
    else:
        say('Keys: greenroom key create --account HANDLE --label "what for"')


