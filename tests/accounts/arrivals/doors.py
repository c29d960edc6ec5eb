"""Everything by which people come in to a database, with a clock that is moved by hand."""

from typing import Any

from tests.accounts.clocks import Hands

from greenroom.accounts.arrivals import Arrivals, Visitor
from greenroom.accounts.arrivals.credentials import Credentials
from greenroom.accounts.elsewhere import Elsewhere, Provider
from greenroom.accounts.keyring import Keyring
from greenroom.accounts.registration import Policy, Registration
from greenroom.accounts.sessions import Sessions
from greenroom.accounts.throttle import Throttle
from greenroom.database import Database

SECRET = b"0123456789abcdef"
HERE = Visitor("192.0.2.7", "Firefox")
URL = "http://here.example"


class Doors:
    def __init__(self, database: Database, policy: Policy = "open", *providers: Provider) -> None:
        self.clock = Hands()
        self.database = database
        self.keyring = Keyring(database, SECRET, self.clock)
        self.sessions = Sessions(database, SECRET, self.clock, self.keyring)
        common: tuple[Any, Any, Any, Any, Any] = (
            database,
            SECRET,
            self.sessions,
            Registration(policy, "home"),
            Throttle(self.clock),
        )
        self.arrivals = Arrivals(*common)
        self.credentials = Credentials(*common)
        self.elsewhere = Elsewhere(*common, self.clock, providers, URL)
