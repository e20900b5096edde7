"""Files that prove something: what kinds there are, what is checked in them, what a copy for everybody loses, how they
look. All of it is done in a child process (``child``), which :mod:`.asking` asks."""
