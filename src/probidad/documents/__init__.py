"""Files in and reports out: cells with their place, an understood matrix, one frozen report, its renderers."""
