"""Shape of what is asked about plans."""
