"""Settings, addresses and WSGI: puts the house together and decides nothing."""
