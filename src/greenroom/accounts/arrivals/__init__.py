"""Arriving: how somebody gets to have a session, as guest, by password, by a link, or from elsewhere."""

from greenroom.accounts.arrivals.arrivals import Arrivals
from greenroom.accounts.arrivals.model import Arrival, Visitor, Ways

__all__ = ["Arrival", "Arrivals", "Visitor", "Ways"]
