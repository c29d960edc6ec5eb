"""Discovery: public characters of all accounts, found by words and categories, in order of what people like.

What is found is the live copy of a public character. The tables here are made of the catalogue's own, in the same
transaction as every change, so that the very next request finds it.
"""
