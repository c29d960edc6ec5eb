"""Language models of an account's own, which this server does not have."""
