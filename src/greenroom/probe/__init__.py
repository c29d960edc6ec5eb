"""The probe: replays the dialects' transcripts against a server at any address, and says where it answers otherwise."""
