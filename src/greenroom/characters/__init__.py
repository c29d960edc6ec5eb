"""The room of characters: the model, the lenses through which surfaces see it, and the catalogue that keeps it.

`Database` and `Transaction` are given on from here, so that faces, which pass them to verbs, need not know that room.
"""

from greenroom.database import Database, Transaction

__all__ = ["Database", "Transaction"]
