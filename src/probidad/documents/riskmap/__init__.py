"""A risk map understood: headings, risks and controls with the place of each cell, the methodology, and what a check of
zones, moves and texts finds. No value is changed; what is computed stands beside what is written."""
