"""Common knowledge."""
