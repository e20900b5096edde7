"""Pages of the core: HTTP in, HTTP out."""
