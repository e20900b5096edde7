"""Pages of plans on the desk: HTTP in, HTTP out."""
