"""Usage: what an account has, what its keys did, and what its plan leaves it."""
