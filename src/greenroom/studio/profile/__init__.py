"""The public page of an account, at its handle."""
