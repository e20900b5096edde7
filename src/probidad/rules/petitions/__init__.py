"""The legal clock of petitions (PQRSD): from the hour of arrival to the day by which the answer is owed, line by line.

Which terms hold, and what moves them, is dated data (``frameworks/co/petitions``); days that are worked are a calendar.
Both are arguments. Ley 1755 de 2015; Ley 1437 de 2011 art. 54; Ley 4 de 1913 art. 62.
"""
