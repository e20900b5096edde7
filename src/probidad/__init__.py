"""Probidad: the follow-up of plans against corruption, with figures that come from evidence."""

__version__ = "0.1.0"
