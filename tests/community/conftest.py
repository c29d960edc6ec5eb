"""The people and the catalogue of the tests of characters."""

from tests.characters.conftest import ada, bob, room

__all__ = ["ada", "bob", "room"]
