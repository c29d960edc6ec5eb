"""Signing in at a real issuer, as a browser does it."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from tests.accounts.arrivals.doors import HERE, SECRET, URL, Doors
from tests.conftest import Run
from tests.issuer import Issuer

from greenroom.accounts import service, tickets
from greenroom.accounts.arrivals import Arrival
from greenroom.accounts.elsewhere import Departure, Provider
from greenroom.accounts.guests import is_guest
from greenroom.accounts.identities import list_identities
from greenroom.accounts.registration import Policy
from greenroom.accounts.sessions import Session
from greenroom.database import Database
from greenroom.kit.clock import MINUTE
from greenroom.kit.tokens import Signer
from greenroom.problems import CannotLink, NotAdmitted, NotFound, NotSignedIn, Problem, Unavailable


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with Issuer() as running:
        yield running.url


@pytest.fixture
def provider(issuer: str) -> Provider:
    return Provider("work", "Work", issuer, "us&them", "a secret: 1/2")


@pytest.fixture
def doors(database: Database, provider: Provider) -> Doors:
    return Doors(database, "open", provider)


def at_their_page(url: str, who: str = "ada-1", **said: str) -> dict[str, str]:
    """With what an issuer sends somebody back who signs in there."""
    answer = httpx2.post(url, data={"sub": who} | said, timeout=60, trust_env=False)
    assert answer.status_code == 302, answer.text
    back = answer.headers["location"]
    assert back.startswith(f"{URL}/sign-in/work/back?")
    return dict(parse_qsl(urlsplit(back).query))


class Trip:
    """Somebody's way there and back."""

    def __init__(self, doors: Doors, run: Run) -> None:
        self.doors = doors
        self.run = run

    def begin(self, session: Session | None = None, target: str = "/", invite: str = "") -> Departure:
        begun = self.doors.elsewhere.depart("work", target=target, session=session, invite=invite)
        return self.run(begun)

    def end(self, cookie: str | None, query: dict[str, str], session: Session | None = None) -> Arrival:
        return self.run(self.doors.elsewhere.arrive("work", cookie, query, HERE, session=session))

    def whole(
        self, who: str = "ada-1", session: Session | None = None, target: str = "/", invite: str = ""
    ) -> Arrival:
        begun = self.begin(session, target, invite)
        return self.end(begun.cookie, at_their_page(begun.url, who), session)


@pytest.fixture
def trip(doors: Doors, run: Run) -> Trip:
    return Trip(doors, run)


def test_somebody_new_has_an_account(trip: Trip, issuer: str, database: Database, run: Run) -> None:
    arrival = trip.whole(target="/chats?x=1")
    session = arrival.session
    assert (arrival.is_new, arrival.target) == (True, "/chats?x=1")
    assert (session.handle, session.display_name, session.way) == ("Ada_Lovelace", "Ada Lovelace", issuer)
    assert (session.plan, session.is_guest) == ("home", False)
    assert run(trip.doors.sessions.find(arrival.token)) == session
    (identity,) = run(database.read(list_identities, session.account_id))
    assert (identity.issuer, identity.subject, identity.label) == (issuer, "ada-1", "ada@example.org")


def test_and_the_same_one_again(trip: Trip, database: Database, run: Run) -> None:
    first, second, other = trip.whole(), trip.whole(), trip.whole("bob")
    assert second.session.account_id == first.session.account_id != other.session.account_id
    assert not second.is_new
    assert len(run(database.read(service.list_accounts))) == 2


def test_a_guest_links_and_keeps_the_account(trip: Trip, database: Database, run: Run) -> None:
    guest = run(trip.doors.arrivals.as_guest(HERE))
    arrival = trip.whole(session=guest.session, target="/account")
    assert (arrival.token, arrival.session, arrival.target) == ("", guest.session, "/account")
    assert not run(database.read(is_guest, guest.session.account_id))
    assert run(database.read(service.find_account, guest.session.account_id)).plan == "home"
    assert trip.whole().session.account_id == guest.session.account_id


def test_what_signs_in_to_another_account_can_t_be_linked(trip: Trip, database: Database, run: Run) -> None:
    trip.whole()
    guest = run(trip.doors.arrivals.as_guest(HERE))
    with pytest.raises(CannotLink, match=r"^ada@example.org already signs in to another account"):
        trip.whole(session=guest.session)
    assert run(database.read(is_guest, guest.session.account_id))


def test_linking_ends_in_the_session_that_it_began_in(trip: Trip, run: Run) -> None:
    """Or an attacker would have a victim link the attacker's identity."""
    eve, victim = (run(trip.doors.arrivals.as_guest(HERE)) for _ in range(2))
    for session in (victim.session, None):
        begun = trip.begin(eve.session)
        with pytest.raises(NotSignedIn, match="begin again"):
            trip.end(begun.cookie, at_their_page(begun.url), session)


@pytest.mark.parametrize(
    ("policy", "stays"), [("closed", False), ("invite", False), ("guests", False), ("open", True)]
)
def test_newcomers_are_let_in_as_the_policy_says(
    policy: Policy, database: Database, provider: Provider, run: Run, *, stays: bool
) -> None:
    trip = Trip(Doors(database, policy, provider), run)
    if stays:
        assert trip.whole().is_new
        return
    with pytest.raises(NotAdmitted):
        trip.whole()
    assert run(database.read(service.list_accounts)) == []
    if policy != "closed":
        invite = run(database.write(tickets.make_invite, SECRET, "standard"))
        assert trip.whole(invite=invite).session.plan == "standard"


def test_whoever_has_an_account_comes_in_however_closed(
    database: Database, provider: Provider, run: Run
) -> None:
    first = Trip(Doors(database, "open", provider), run).whole()
    again = Trip(Doors(database, "closed", provider), run).whole()
    assert again.session.account_id == first.session.account_id


def test_a_guest_needs_an_invite_where_staying_does(database: Database, provider: Provider, run: Run) -> None:
    trip = Trip(Doors(database, "guests", provider), run)
    guest = run(trip.doors.arrivals.as_guest(HERE))
    with pytest.raises(NotAdmitted):
        trip.whole(session=guest.session)
    invite = run(database.write(tickets.make_invite, SECRET, "standard"))
    trip.whole(session=guest.session, invite=invite)
    assert run(database.read(service.find_account, guest.session.account_id)).plan == "standard"


def test_a_code_is_good_once(trip: Trip) -> None:
    begun = trip.begin()
    query = at_their_page(begun.url)
    trip.end(begun.cookie, query)
    with pytest.raises(NotSignedIn, match="Work did not say who you are"):
        trip.end(begun.cookie, query)


def test_another_one_s_code_is_of_no_use(trip: Trip) -> None:
    """The verifier and the nonce are of the browser that began (PKCE, RFC 7636)."""
    victims, eves = trip.begin(), trip.begin()
    stolen = at_their_page(victims.url)
    with pytest.raises(NotSignedIn, match="did not say who you are"):
        trip.end(eves.cookie, at_their_page(eves.url) | {"code": stolen["code"]})


def test_a_browser_that_did_not_begin_is_not_signed_in(trip: Trip) -> None:
    """Or an attacker would sign a victim in as the attacker (login CSRF)."""
    eves, victims = trip.begin(), trip.begin()
    query = at_their_page(eves.url)
    forged = Signer(b"another secret of a server").sign(
        "sign-in elsewhere", ["work", query["state"], 2**60, "/", "", ""]
    )
    for cookie in (None, "", "x", "é", victims.cookie, eves.cookie[:-1], forged):
        with pytest.raises(NotSignedIn, match="did not begin in this browser"):
            trip.end(cookie, query)
    for state in ("", "x", "é", "\ud800"):
        with pytest.raises(NotSignedIn, match="did not begin in this browser"):
            trip.end(eves.cookie, query | {"state": state})


def test_it_takes_ten_minutes_at_most(trip: Trip) -> None:
    begun = trip.begin()
    query = at_their_page(begun.url)
    trip.doors.clock.now += 10 * MINUTE
    with pytest.raises(NotSignedIn, match="longer than ten minutes"):
        trip.end(begun.cookie, query)


def test_whoever_does_not_want_to_is_told_so(trip: Trip) -> None:
    begun = trip.begin()
    state = dict(parse_qsl(urlsplit(begun.url).query))["state"]
    with pytest.raises(NotSignedIn, match="You did not sign in at Work"):
        trip.end(begun.cookie, {"state": state, "error": "access_denied"})


def test_another_issuer_that_answers_is_not_believed(trip: Trip) -> None:
    """RFC 9207: so that one issuer can't have another's code sent to it."""
    begun = trip.begin()
    with pytest.raises(NotSignedIn, match="did not say who you are"):
        trip.end(begun.cookie, at_their_page(begun.url) | {"iss": "https://evil.example"})


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_host(target: str, trip: Trip) -> None:
    assert trip.whole(target=target).target == "/"


def test_a_token_that_is_older_than_it_may_be_is_refused(trip: Trip) -> None:
    begun = trip.begin()
    query = at_their_page(begun.url)
    elsewhere = trip.doors.elsewhere
    trip.doors.clock.now += 9 * MINUTE
    assert elsewhere.providers  # their tokens live for an hour, so this one is good
    trip.end(begun.cookie, query)


OUT_OF_REACH: list[tuple[str, type[Problem]]] = [
    ("http://127.0.0.1:9", Unavailable),
    ("http://nobody.invalid", Unavailable),
    ("http://[::1", Unavailable),
]


@pytest.mark.parametrize(("where", "problem"), OUT_OF_REACH)
def test_an_issuer_that_does_not_answer_is_told(
    where: str, problem: type[Problem], database: Database, run: Run
) -> None:
    doors = Doors(database, "open", Provider("work", "Work", where, "us"))
    with pytest.raises(problem, match="Work is out of reach"):
        run(doors.elsewhere.depart("work"))


def test_an_issuer_that_calls_itself_otherwise_is_none(issuer: str, database: Database, run: Run) -> None:
    """Or whoever stands in its place would speak for it."""
    doors = Doors(database, "open", Provider("work", "Work", issuer.replace("localhost", "127.0.0.1"), "us"))
    doors.elsewhere.providers["work"] = doors.elsewhere.providers["work"]._replace(issuer=f"{issuer}/oauth2")
    with pytest.raises(Unavailable):
        run(doors.elsewhere.depart("work"))


def test_nobody_knows_another_name(trip: Trip, run: Run) -> None:
    for key in ("", "google", "../work"):
        with pytest.raises(NotFound):
            run(trip.doors.elsewhere.depart(key))


def test_a_post_from_an_issuer_goes_on_as_a_query(trip: Trip) -> None:
    form = {"code": "a&b", "state": "s", "user": '{"name":{}}', "id_token": "x"}
    assert trip.doors.elsewhere.as_query("work", form) == (
        "/sign-in/work/back?code=a%26b&state=s&user=%7B%22name%22%3A%7B%7D%7D"
    )


def test_the_secret_of_pkce_is_not_in_the_cookie(trip: Trip) -> None:
    begun = trip.begin()
    sent = dict(parse_qsl(urlsplit(begun.url).query))
    assert sent["code_challenge_method"] == "S256"
    assert re.fullmatch(r"[\w-]{43}", sent["code_challenge"])
    read = str(Signer(SECRET).read("sign-in elsewhere", begun.cookie))
    assert sent["state"] in read
    assert sent["nonce"] not in read
