"""Conversations: personas, scenes, threads, their messages, and replies as they come."""
