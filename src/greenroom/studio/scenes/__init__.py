"""Scenes: where characters are met, and who is met in which."""
