"""Where the program begins. Reading the options of ``servir`` is done here with the standard library: what the other
commands need for theirs takes as long to load as all the tables of the database, and a server is to be back at once."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

SERVE = ("servir", "serve")


def port(text: str) -> int:
    """A port. Raises ``ArgumentTypeError`` for what is none."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"«{text}» no es un puerto: escriba un número de 1 a 65535")
    return int(text)


def options() -> argparse.ArgumentParser:
    """The options of ``servir``."""
    parser = argparse.ArgumentParser(
        prog="probidad servir", description="Pone en marcha el sitio: páginas y tareas juntas. Ctrl+C termina."
    )
    parser.add_argument("--puerto", "--port", dest="port", type=port, metavar="N", help="Puerto.")
    parser.add_argument(
        "--migrar", "--migrate", dest="migrate", action="store_true", help="Actualiza antes la base de datos."
    )
    parser.add_argument(
        "--solo", "--only", dest="part", default="", metavar="PARTE", help="web o tareas; sin ella, ambas."
    )
    parser.add_argument(
        "--correo",
        "--email",
        dest="email",
        default="",
        help="Correo de quien opera la instalación, para el primer enlace.",
    )
    parser.add_argument("--nombre", "--name", dest="name", default="", help="Su nombre.")
    parser.add_argument("--idioma", "--language", dest="language", default="es", help="es o en.")
    return parser


def serve(arguments: Sequence[str]) -> int:
    """Start the server with these options; the exit code."""
    given = options().parse_args(arguments)
    call = import_module("probidad.faces.cli.start").call
    return int(
        call(
            "probidad.faces.cli.serve", "run", given.language, port=given.port, may_migrate=given.migrate,
            part=given.part, email=given.email, name=given.name,
        )
    )  # fmt: skip


def run() -> None:
    """Entry point of the command."""
    if sys.argv[1:2] and sys.argv[1] in SERVE:
        sys.exit(serve(sys.argv[2:]))
    import_module("probidad.faces.cli.main").run()
