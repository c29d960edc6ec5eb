"""Discover: everybody's public characters, by words and categories, in the order of what people like."""
