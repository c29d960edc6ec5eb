"""Live audio, which this server does not have."""
