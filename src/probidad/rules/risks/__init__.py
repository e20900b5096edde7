"""Corruption risk and its relatives: definition, probability, impact, zones, controls, what is left, treatment, and the
audit of a map. The tables of each methodology come as a ``RiskMethod``."""
