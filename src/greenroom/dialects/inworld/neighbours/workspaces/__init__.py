"""Workspaces, their collections, and the keys that nobody is told."""
