"""Heuristic rules: they read texts and only suggest; a person decides (sugerencias).

Each rule is written from the general language of Spanish administration, measured on labelled matrices
(``probidad precision``), and off by default below 0.8 precision. Not written, because nothing honest and general can
be said without more data than the matrix holds: R-CROSS (facts of two rows that exclude each other), R-OBS-OFFTOPIC
(remarks about another matter), R-LEGAL-DATE and R-INDEX-SCOPE (need the dated term or the edition of the index).
"""

from probidad.rules.textaudit.evidence import RULES as EVIDENCE
from probidad.rules.textaudit.exceptions import supported_count
from probidad.rules.textaudit.headings import RULES as HEADINGS
from probidad.rules.textaudit.headings import proposed_components
from probidad.rules.textaudit.pending import RULES as PENDING
from probidad.rules.textaudit.wording import RULES as WORDING

SUGGESTIONS = (*HEADINGS, *PENDING, *EVIDENCE, *WORDING)

__all__ = ["SUGGESTIONS", "proposed_components", "supported_count"]
