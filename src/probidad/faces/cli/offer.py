"""``probidad oferta``: what the offices of this installation offer each other."""

from django.core.management import call_command

from probidad.documents.words import Words


def run(words: Words, *, as_json: bool) -> int:
    """Everything on the shelves, and the indicators of the catalogue that nobody lays yet."""
    call_command("offers", json=as_json, language=words.language)
    return 0
