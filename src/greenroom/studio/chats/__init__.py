"""All conversations of somebody, the last used first, to go on with or to remove."""
