"""One's own account: how it appears to others."""
