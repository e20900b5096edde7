"""Shapes of input of the core's pages."""
