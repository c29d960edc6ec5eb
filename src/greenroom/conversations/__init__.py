"""Conversing: personas, threads and their messages, what a reply is made of, and replies while they are being made."""
