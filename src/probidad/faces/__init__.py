"""The doors: what people and programs come in by. Nothing below knows that a door exists."""
