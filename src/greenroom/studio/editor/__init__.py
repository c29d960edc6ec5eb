"""The editor of a character: every field of the core in its section, a conversation on what is not saved yet beside it."""
