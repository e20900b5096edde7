"""The life of a plan as pure functions: indicators, obligations, readings, verdicts, versions, moves, legal dates, samples.

What an office stores and shows is above; here nothing knows a clock, a database or a page. Figures are exact fractions,
messages are English identifiers, and each module names its source.
"""
