"""The studio: pages for people, made on the server; one folder a page, and `page` is what they share.

It asks the rooms, never the database, and knows no vendor. docs/studio.md tells how a page is added.
"""
