"""The audit trail: who did what, so that an operator can tell later how something came about.

It names accounts by their ids. With an account everything that names it goes, and what stays says only that something
was done, and when.
"""

from greenroom.accounts.audit.trail import (
    ACTS,
    KEPT,
    LAST,
    Act,
    Entry,
    Told,
    forget_account,
    forget_old,
    note,
    of_account,
    own,
    page,
)

__all__ = [
    "ACTS",
    "KEPT",
    "LAST",
    "Act",
    "Entry",
    "Told",
    "forget_account",
    "forget_old",
    "note",
    "of_account",
    "own",
    "page",
]
