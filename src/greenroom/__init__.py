"""Greenroom: an open server for AI characters."""

__version__ = "0.1.0"
