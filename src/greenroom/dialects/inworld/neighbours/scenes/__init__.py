"""Scenes, and who is in them."""
