"""Many follow-ups in one CSV (corpus): one row per activity, of any number of entities, years and cut-offs.

Rows stream: :mod:`table` finds the columns and cuts the rows into follow-ups, :mod:`scoring` gives each its exact
totals, :mod:`auditing` runs the rules on each with all processors, :mod:`results` writes what came out. Memory does
not grow with the file. A follow-up scored here gives what ``probidad revisar`` gives for it alone.
"""
