"""Saying that something public is not as it should be, and not wanting to see a creator any more."""
