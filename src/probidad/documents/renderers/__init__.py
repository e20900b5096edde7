"""Reports out: one file per format, all fed by the same frozen report."""
