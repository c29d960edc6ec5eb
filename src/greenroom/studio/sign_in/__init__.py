"""Signing in: as a guest, by name and password, by a link, from elsewhere; and signing out."""
