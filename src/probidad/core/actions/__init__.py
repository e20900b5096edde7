"""Every write of the core, by subject."""
