"""Passwords of local identities: for people without an account elsewhere."""
