"""A matrix understood in stages that can be read one by one.

cells → :mod:`header` (found, columns mapped) → :mod:`rows` (activities, headings, totals, signatures, notes told
apart) → :mod:`filling` (merged cells filled down) → :mod:`shift` (rows moved a column) → :mod:`values`
(numbers and dates) → activities with provenance. What a stage infers it says in remarks.
"""
