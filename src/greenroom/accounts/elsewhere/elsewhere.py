"""The verbs of signing in elsewhere: to depart to an issuer's page, and to arrive from it."""

import base64
import hmac
import logging
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlencode

import msgspec

from greenroom.accounts import identities, service
from greenroom.accounts.arrivals.model import Arrival, Visitor
from greenroom.accounts.elsewhere.client import ask
from greenroom.accounts.elsewhere.documents import Documents, Metadata
from greenroom.accounts.elsewhere.person import Person, handles, person_of
from greenroom.accounts.elsewhere.provider import Provider
from greenroom.accounts.registration import Registration
from greenroom.accounts.sessions import Opened, Session, Sessions
from greenroom.accounts.sessions.requests import safe_target
from greenroom.accounts.store import account_by_handle
from greenroom.accounts.throttle import BY_ADDRESS, NEWCOMERS, Throttling, neighbourhood
from greenroom.database import Database, Transaction
from greenroom.kit.clock import MINUTE, SECOND, Clock
from greenroom.kit.ids import random_base62
from greenroom.kit.tokens import BadToken, Signer
from greenroom.problems import NotAdmitted, NotFound, NotSignedIn

LIVES = 10 * MINUTE
_PURPOSE = "sign-in elsewhere"
_log = logging.getLogger(__name__)


class Departure(NamedTuple):
    """Where to send a browser, and the value of the cookie `sessions.cookies.SIGN_IN` that it takes along."""

    url: str
    cookie: str


class _Begun(msgspec.Struct, frozen=True, array_like=True):
    """What the cookie says. `session_id` is of the session that will be linked, where one will."""

    provider: str
    state: str
    until: int
    target: str
    session_id: str
    invite: str


class Elsewhere:
    """The issuers of an instance, as one process knows them; `public_url` is where they send people back to."""

    def __init__(
        self,
        database: Database,
        secret: bytes,
        sessions: Sessions,
        registration: Registration,
        throttle: Throttling,
        clock: Clock,
        providers: Iterable[Provider],
        public_url: str,
    ) -> None:
        self._database = database
        self._secret = secret
        self._signer = Signer(secret)
        self._clock = clock
        self._sessions = sessions
        self._registration = registration
        self._throttle = throttle
        self._documents = Documents(clock)
        self._public_url = public_url
        self.providers = {provider.key: provider for provider in providers}

    def back_path(self, key: str) -> str:
        """Where an issuer sends people back to."""
        return f"/sign-in/{key}/back"

    def as_query(self, key: str, form: Mapping[str, str]) -> str:
        """Where to redirect (303) an issuer's POST to, so that the browser comes with its cookie; see this room."""
        kept = {name: form[name] for name in ("code", "state", "error", "user", "iss") if name in form}
        return f"{self.back_path(key)}?{urlencode(kept)}"

    async def depart(
        self, key: str, *, target: str = "/", session: Session | None = None, invite: str = ""
    ) -> Departure:
        """Begin to sign in, or with a session to link an identity to its account; raises NotFound or Unavailable."""
        from greenroom.accounts.elsewhere import tokens  # noqa: PLC0415 - see there

        provider = self._provider(key)
        metadata = await self._documents.metadata(provider)
        state = random_base62(43)
        begun = _Begun(
            key,
            state,
            self._clock() + LIVES,
            safe_target(target),
            session.session_id if session else "",
            invite[:64],
        )
        url = tokens.address(
            provider,
            metadata,
            back=self._back(key),
            state=state,
            nonce=self._made_of(state, "nonce"),
            verifier=self._made_of(state, "verifier"),
        )
        return Departure(url, self._signer.sign(_PURPOSE, msgspec.to_builtins(begun)))

    async def arrive(
        self,
        key: str,
        cookie: str | None,
        query: Mapping[str, str],
        visitor: Visitor,
        *,
        session: Session | None = None,
    ) -> Arrival:
        """Sign in as whom the issuer says, or link that to the session's account; drop the cookie whatever happens.

        Raises NotSignedIn, NotAdmitted, CannotLink, RateLimited, Suspended, NotFound or Unavailable.
        """
        provider = self._provider(key)
        begun = self._begun(key, cookie, query.get("state", ""), session)
        address = neighbourhood(visitor.address)
        await self._throttle.take(BY_ADDRESS, address)
        person = await self._person(provider, begun, query)
        await self._throttle.give_back(BY_ADDRESS, address)
        if begun.session_id and session:
            await self._database.write(self._link, session, person, begun.invite)
            return Arrival("", session, target=begun.target)
        known = await self._database.read(identities.owner_of, person.issuer, person.subject)
        if known is None:
            self._registration.check_invite(begun.invite)
            await self._throttle.take(NEWCOMERS, address)
        opened, is_new = await self._database.write(self._sign_in, person, visitor, begun.invite)
        return Arrival(*opened, is_new=is_new, target=begun.target)

    def _provider(self, key: str) -> Provider:
        if key not in self.providers:
            raise NotFound("way to sign in", key)
        return self.providers[key]

    def _back(self, key: str) -> str:
        return self._public_url + self.back_path(key)

    def _made_of(self, state: str, what: str) -> str:
        mac = hmac.digest(self._secret, f"sign-in {what} {state}".encode(), "sha256")
        return base64.urlsafe_b64encode(mac).decode().rstrip("=")

    def _begun(self, key: str, cookie: str | None, state: str, session: Session | None) -> _Begun:
        """What began in this browser and now ends; raises NotSignedIn for anything else."""
        try:
            begun = msgspec.convert(self._signer.read(_PURPOSE, cookie or ""), _Begun)
        except (BadToken, msgspec.ValidationError):
            raise NotSignedIn(_NOT_BEGUN) from None
        if begun.provider != key or not hmac.compare_digest(
            begun.state.encode(), state.encode("utf-8", "surrogatepass")
        ):
            raise NotSignedIn(_NOT_BEGUN)
        if begun.until <= self._clock():
            raise NotSignedIn(_NOT_BEGUN)
        if begun.session_id and (session is None or session.session_id != begun.session_id):
            raise NotSignedIn(
                "You have signed out, or in as somebody else, since you began to link; begin again."
            )
        return begun

    async def _person(self, provider: Provider, begun: _Begun, query: Mapping[str, str]) -> Person:
        """Whom the issuer means; raises NotSignedIn, with the reason in the log, or Unavailable."""
        from greenroom.accounts.elsewhere import tokens  # noqa: PLC0415 - see there

        metadata = await self._documents.metadata(provider)
        if query.get("iss", metadata.issuer) != metadata.issuer:  # RFC 9207
            raise _refused(provider, "it is another issuer that answers")
        if "error" in query or not query.get("code"):
            raise _declined(provider, query.get("error", "no code"))
        try:
            token = await self._token(
                provider, metadata, query["code"], self._made_of(begun.state, "verifier")
            )
            keys = await self._documents.keys(provider, tokens.key_id_of(token))
            nonce, now = self._made_of(begun.state, "nonce"), self._clock() // SECOND
            claims = tokens.claims_of(token, keys, metadata, provider.client_id, nonce, now)
        except tokens.BadToken as error:
            raise _refused(provider, str(error)) from None
        return person_of(metadata.issuer, claims, query.get("user"))

    async def _token(self, provider: Provider, metadata: Metadata, code: str, verifier: str) -> str:
        """The ID token for a code (RFC 6749, section 4.1.3)."""
        from greenroom.accounts.elsewhere import tokens  # noqa: PLC0415 - see there

        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back(provider.key),
            "code_verifier": verifier,
        }
        basic, secret = None, provider.client_secret
        if provider.signing_key:
            now = self._clock() // SECOND
            secret = tokens.client_secret(provider.signing_key, provider.client_id, metadata.issuer, now)
        if secret and not provider.signing_key and not metadata.posts_secret:
            basic = quote(provider.client_id, safe=""), quote(secret, safe="")  # RFC 6749, section 2.3.1
        else:
            form |= {"client_id": provider.client_id} | ({"client_secret": secret} if secret else {})
        said = await ask(provider.name, metadata.token_endpoint, form, basic)
        token = said.body.get("id_token")
        if said.status != 200 or not isinstance(token, str):
            raise tokens.BadToken(
                f"for the code it answers {said.status} {str(said.body.get('error'))[:100]}"
            )
        return token

    def _link(self, db: Transaction, session: Session, person: Person, invite: str) -> None:
        plan = session.plan
        if session.is_guest and identities.owner_of(db, person.issuer, person.subject) is None:
            plan = self._registration.admit(db, self._secret, invite)
        identities.link(db, session.account_id, person.issuer, person.subject, person.label, plan=plan)

    def _sign_in(self, db: Transaction, person: Person, visitor: Visitor, invite: str) -> tuple[Opened, bool]:
        account_id = identities.owner_of(db, person.issuer, person.subject)
        is_new = account_id is None
        if account_id is None:
            plan = self._registration.admit(db, self._secret, invite)
            free = next(name for name in handles(person) if account_by_handle(db, name) is None)
            account_id = service.create_account(db, free, plan, person.name).account_id
            identities.link(db, account_id, person.issuer, person.subject, person.label, plan=plan)
        else:
            identities.touch(db, account_id, person.issuer, person.subject, person.label)
        return self._sessions.begin(db, account_id, person.issuer, visitor.agent), is_new


_NOT_BEGUN = "This sign-in did not begin in this browser, or took longer than ten minutes; begin again."


def _declined(provider: Provider, error: str) -> NotSignedIn | NotAdmitted:
    if error in {"access_denied", "user_cancelled_authorize"}:
        return NotSignedIn(f"You did not sign in at {provider.name}, so you are not signed in here.")
    return _refused(provider, f"it answers {error[:100]}")


def _refused(provider: Provider, why: str) -> NotSignedIn:
    _log.warning("sign-in by %s failed: %r", provider.key, why)
    return NotSignedIn(
        f"{provider.name} did not say who you are; begin again, or ask this server's operator."
    )
