"""Talking to language models: what is asked and what comes back, a Protocol, and one file for each kind of backend.

`Models.find(alias)` gives a backend, `backend.stream(ask)` the reply, piece by piece. Nothing here knows a character.
"""
