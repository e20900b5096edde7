"""Prints the address of the PostgreSQL of this machine, if one lets us in; otherwise prints nothing and ends with 1.

It makes no database: the tests make theirs beside it.
"""

import sys

import psycopg

ADDRESSES = ("postgres://postgres@127.0.0.1:5432/postgres", "postgres://probidad:probidad@127.0.0.1:5432/postgres")

for address in ADDRESSES:
    try:
        with psycopg.connect(address, connect_timeout=3) as connection:
            row = connection.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
    except psycopg.OperationalError:
        continue
    if row and row[0]:
        print(address)
        sys.exit(0)
sys.exit(1)
