"""Keys: made, shown once, rotated, revoked."""
