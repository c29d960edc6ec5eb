"""The request log: what was asked of this server with one's keys, and what came of it."""
