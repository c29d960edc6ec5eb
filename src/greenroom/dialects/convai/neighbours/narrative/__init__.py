"""Narrative design: the sections of a story, what leads from one to another, and what triggers them."""
