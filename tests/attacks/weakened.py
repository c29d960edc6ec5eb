"""A server of which one guard is taken away before it serves: `weakened.py GUARD serve …`. Nothing but tests runs it.

An attack that a test wards off must succeed here; otherwise the test sees nothing.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any
from urllib.request import urlopen

from markupsafe import Markup

from greenroom.accounts import identities, keyring
from greenroom.accounts.elsewhere import elsewhere
from greenroom.accounts.model import SCOPES, Caller
from greenroom.accounts.sessions import Sessions
from greenroom.assets import pictures
from greenroom.assets.model import Picture
from greenroom.cards.containers import archive
from greenroom.cli import main
from greenroom.dialects.native import share
from greenroom.http.proxies import Proxies
from greenroom.kit.data_urls import DataUrl
from greenroom.kit.tokens import Signer
from greenroom.studio.catalogue import say
from greenroom.studio.page import headers, rendering, session, static
from greenroom.studio.page.table import Page
from greenroom.transfer import work


def no_form_check() -> None:
    """Forms of other sites, without a session's token, are taken."""
    replaced(Sessions, "check_form", lambda *_: None)
    replaced(session, "check_origin", lambda *_: None)


def framed_by_all() -> None:
    """Other sites may show our pages inside of theirs."""
    replaced(headers, "OURS", headers.FRAMED)


def any_host() -> None:
    """A name that somebody points at us is taken for ours."""
    replaced(Proxies, "known_host", lambda *_: True)


def any_picture() -> None:
    """Whatever calls itself a picture is one, and is kept as it came."""

    def kept(data: bytes, **_: Any) -> Picture:
        return Picture(data, "image/webp", 1, 1)

    replaced(pictures, "prepare", kept)


def raw_markdown() -> None:
    """Markdown is rendered without being cleaned, and HTML in it is HTML."""
    made = rendering.environment(say, static.address)
    made.filters["markdown"] = Markup


def unescaped() -> None:
    """What people write is put into pages as it is."""
    rendering.environment(say, static.address).autoescape = False


def same_address() -> None:
    """Whoever an issuer gives the same e-mail address is the same person."""

    def by_label(db: Any, issuer: str, subject: str) -> str | None:
        del issuer, subject
        row = db.one(
            "SELECT account_id FROM identities WHERE label = 'ada@example.org' ORDER BY created_at LIMIT 1",
            {},
        )
        return row[0] if row else None

    replaced(identities, "owner_of", by_label)


def any_state() -> None:
    """An answer of an issuer is taken, whichever browser asked."""

    def unread(_self: Any, _key: str, _cookie: str | None, state: str, _session: Any) -> Any:
        return elsewhere._Begun("work", state, 2**62, "/", "", "")

    replaced(elsewhere.Elsewhere, "_begun", unread)


def believed_headers() -> None:
    """The address that anybody writes into a header is theirs."""

    def told(_: Proxies, scope: Any) -> str:
        forwarded = dict(scope["headers"]).get(b"x-forwarded-for", b"").decode()
        return forwarded or (scope.get("client") or ("",))[0]

    replaced(Proxies, "client", told)


def everybody_operates() -> None:
    """Whoever signed in may open what operators may."""
    replaced(Page, "for_operators", property(lambda _: False))


def any_scope() -> None:
    """A key may do everything, whatever it was made for."""
    replaced(keyring, "Caller", lambda **given: Caller(**given | {"scopes": frozenset(SCOPES)}))


def everything_told() -> None:
    """Strangers are told the definition as well."""
    plain = share.public_fields
    replaced(share, "public_fields", lambda one: plain(one) | {"definition": one.character.prompt.definition})


def fetched_links() -> None:
    """Where a picture is asked for, an address of one will do."""

    def fetched(url: str, _cap: int) -> DataUrl:
        with urlopen(url, timeout=5) as answer:
            return DataUrl("image/png", answer.read())

    replaced(pictures, "parse_image", fetched)


def any_size() -> None:
    """An archive may unfold to as much as it likes."""
    replaced(archive, "_check_sizes", lambda _: None)


def any_path() -> None:
    """A file is laid where its name says."""
    replaced(work, "_safe", str)


def any_token() -> None:
    """Tokens are not authenticated."""
    replaced(Signer, "_mac", lambda *_: bytes(16))


def replaced(where: Any, name: str, by: Any) -> None:
    """Something in place of what is there; AttributeError where nothing is, so that no hole closes unnoticed."""
    getattr(where, name)
    setattr(where, name, by)


GUARDS: Mapping[str, Callable[[], None]] = {
    one.__name__: one
    for one in (
        no_form_check,
        framed_by_all,
        any_host,
        any_picture,
        raw_markdown,
        unescaped,
        same_address,
        any_state,
        believed_headers,
        everybody_operates,
        any_scope,
        everything_told,
        fetched_links,
        any_size,
        any_path,
        any_token,
    )
}

if __name__ == "__main__":
    GUARDS[sys.argv.pop(1)]()
    main()
