"""Voices, languages and models: what may be chosen."""
