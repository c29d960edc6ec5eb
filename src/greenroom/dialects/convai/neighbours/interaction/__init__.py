"""Interaction: something is said to a character, and it answers."""
