"""Answers to what people ask."""
