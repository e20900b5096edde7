"""Backup, restore and transfer: every row and every file as one stream that no database engine colours.

``tables`` says what is carried, ``rows`` how a row reads, ``schema`` builds tables as they were, ``sealing`` encrypts,
``box`` is the file; ``backup``, ``restoring`` and ``transferring`` use them.
"""
