"""Speed and memory as ratios beside a ceiling or a peer in the same run. ``python -m benchmarks`` prints the table."""
