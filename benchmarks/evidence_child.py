"""A child that does nothing: what starting one costs."""


def main() -> None:
    """Answer nothing."""
