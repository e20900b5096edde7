"""The check-up of an installation: each module looks at one side of it and yields lines."""
