"""A conversation: what was said, what is being said, and everything that can be done with either."""
