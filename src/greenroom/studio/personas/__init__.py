"""Personas: whom somebody is when they talk."""
