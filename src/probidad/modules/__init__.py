"""The offices, one folder each; none imports another."""
