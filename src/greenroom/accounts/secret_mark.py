"""The mark of the server's secret, by which a database knows whether its keys were made with the one that is here.

Only a hash of the secret is there, which opens nothing.
"""

import hmac

from greenroom.accounts.keys import digest
from greenroom.accounts.store import SQL
from greenroom.database import Transaction

_TEXT = "the mark of this secret"


def is_marked(db: Transaction) -> bool:
    """Whether keys were made with any secret yet, as far as the database knows."""
    return db.one(SQL.secret_mark, {}) is not None


def fits(db: Transaction, secret: bytes) -> bool:
    """Whether this is the secret that the database's keys are made with; the first one that is asked about becomes it."""
    db.run(SQL.insert_secret_mark, {"mark": digest(secret, _TEXT)})
    row = db.one(SQL.secret_mark, {})
    return row is not None and hmac.compare_digest(row[0], digest(secret, _TEXT))


def accept(db: Transaction, secret: bytes) -> bool:
    """Make this the secret of the database's keys, and tell whether it was another; keys made with that one open nothing then."""
    if fits(db, secret):
        return False
    db.run(SQL.delete_secret_mark, {})
    return fits(db, secret)
