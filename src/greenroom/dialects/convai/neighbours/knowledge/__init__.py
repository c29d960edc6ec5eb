"""The knowledge bank: files that characters may be connected to."""
