"""Registration: whom a server lets have an account."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

from greenroom.accounts import tickets
from greenroom.database import Transaction
from greenroom.kit.loopback import is_loopback
from greenroom.problems import NotAdmitted

Policy = Literal["closed", "invite", "guests", "open"]
POLICIES: tuple[Policy, ...] = get_args(Policy)
"""Each lets in whom those before it do: nobody new; who brings an invite; guests, who need one to stay; everybody."""

_CLOSED = "This server takes no new accounts; ask its operator."
_NO_GUESTS = "This server takes no guests; sign in, or ask its operator for an invite."
_INVITED = "A new account on this server needs an invite; ask its operator for one."


class Registration(NamedTuple):
    """Who may come, and the plan of whoever comes to stay without an invite that says another."""

    policy: Policy
    plan: str

    @property
    def takes_guests(self) -> bool:
        """Whether somebody may look around without saying who they are."""
        return self.policy in {"guests", "open"}

    @property
    def needs_invite(self) -> bool:
        """Whether somebody has to bring an invite to stay."""
        return self.policy in {"invite", "guests"}

    @property
    def takes_newcomers(self) -> bool:
        """Whether anybody can have a new account at all."""
        return self.policy != "closed"

    def check_guest(self) -> None:
        """Raise NotAdmitted where guests aren't taken."""
        if not self.takes_guests:
            raise NotAdmitted(_NO_GUESTS if self.takes_newcomers else _CLOSED)

    def admit(self, db: Transaction, secret: bytes, invite: str) -> str:
        """The plan of somebody who wants to stay; an invite that they bring is used up. Raises NotAdmitted."""
        self.check_invite(invite)
        return tickets.use_invite(db, secret, invite) if invite.strip() else self.plan

    def check_invite(self, invite: str) -> None:
        """Raise NotAdmitted where it is plain without asking the database."""
        if not self.takes_newcomers:
            raise NotAdmitted(_CLOSED)
        if self.needs_invite and not invite.strip():
            raise NotAdmitted(_INVITED)


def registration_of(values: Mapping[str, Any]) -> Registration:
    """What the settings say: unless they do, a server that only this machine reaches is open, and any other closed."""
    default: Policy = "open" if is_loopback(values["host"]) else "closed"
    return Registration(values["registration"] or default, values["default_plan"])
