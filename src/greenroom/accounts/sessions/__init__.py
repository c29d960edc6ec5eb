"""Sessions: people at their browsers. A cookie opens the studio and no API; a key opens the APIs and no studio."""

from greenroom.accounts.sessions.model import Lifetimes, Opened, Session
from greenroom.accounts.sessions.sessions import Sessions

__all__ = ["Lifetimes", "Opened", "Session", "Sessions"]
