"""Pages of the portal: HTTP in, HTTP out, the same for everybody."""
