"""Every kind of plan, its activities and follow-ups (plan anticorrupción, PAAC and PTEP; Ley 1474 de 2011 art. 73, Ley
2195 de 2022 art. 31). Offices hang work on a plan; the plan knows none of them."""
