"""Accounts, invites and links; for operators."""
