"""Every read of the core, by subject."""
