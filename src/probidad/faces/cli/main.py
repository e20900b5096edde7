"""``probidad``: reads a follow-up, publishes it, checks a published one, and keeps an installation.

A command's module is loaded when the command is given; those of the server load Django, which costs half a second.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Probidad: seguimiento de planes anticorrupción con cifras que salen de la evidencia.",
)

File = Annotated[Path, typer.Argument(help="Matriz de seguimiento: TXT, TSV, CSV, XLSX, XLS u ODS.", metavar="ARCHIVO")]
Output = Annotated[Path | None, typer.Option("--salida", "--output", help="Carpeta para el sitio y los archivos.")]
Working = Annotated[
    Path | None, typer.Option("--trabajo", "--working", help="JSON de trabajo, con nombres: no se publica.")
]
SheetName = Annotated[str, typer.Option("--hoja", "--sheet", help="Hoja que se lee.")]
CutOff = Annotated[str, typer.Option("--corte", "--cut-off", help="Fecha de corte, AAAA-MM-DD.")]
Period = Annotated[str, typer.Option("--vigencia", "--year", help="Año del plan, AAAA.")]
Entity = Annotated[str, typer.Option("--entidad", "--entity", help="Nombre de la entidad.")]
Law = Annotated[str, typer.Option("--marco", "--framework", help="Marco del plan, por ejemplo paac-2015.")]
Way = Annotated[
    str, typer.Option("--agregacion", "--aggregation", help="mean_of_items, mean_of_components, due_only, weighted.")
]
Strict = Annotated[bool, typer.Option("--estricto", "--strict", help="Termina con 1 si hay un hallazgo grave.")]
Every = Annotated[bool, typer.Option("--todo", "--all", help="Lista todos los hallazgos y lo inferido al leer.")]
Raised = Annotated[
    str, typer.Option("--limites", "--limits", help="Sube los límites: amplios, o filas=50000,tamano=100MB.")
]
Language = Annotated[str, typer.Option("--idioma", "--language", help="es o en.")]


def _check(
    file: File,
    output: Output = None,
    working: Working = None,
    sheet: SheetName = "",
    cut_off: CutOff = "",
    year: Period = "",
    entity: Entity = "",
    framework: Law = "",
    aggregation: Way = "mean_of_items",
    strict: Strict = False,
    every: Every = False,
    limits: Raised = "",
    language: Language = "es",
) -> None:
    """Lee una matriz de seguimiento, la revisa y publica el resultado."""
    run_check = import_module("probidad.faces.cli.check").run
    raise typer.Exit(
        run_check(
            file, output=output, working=working, sheet=sheet, cut_off=cut_off, year=year, entity=entity,
            framework=framework, aggregation=aggregation, strict=strict, every=every, limits=limits, language=language,
        )
    )  # fmt: skip


def _verify(
    file: Annotated[Path, typer.Argument(help="Seguimiento publicado, en JSON.", metavar="ARCHIVO.json")],
    language: Language = "es",
) -> None:
    """Recalcula un seguimiento publicado y dice si da igual o dónde difiere."""
    raise typer.Exit(import_module("probidad.faces.cli.verify").run(file, language=language))


def _precision(
    folder: Annotated[
        Path | None, typer.Argument(help="Carpeta con matrices y etiquetas; sin ella, las incluidas.")
    ] = None,
    language: Language = "es",
) -> None:
    """Mide cada regla contra matrices etiquetadas a mano: precisión y exhaustividad."""
    raise typer.Exit(import_module("probidad.faces.cli.precision").run(folder, language=language))


def _corpus(
    file: Annotated[
        Path, typer.Argument(help="CSV con una fila por actividad, entidad y corte.", metavar="ARCHIVO.csv")
    ],
    output: Annotated[Path | None, typer.Option("--salida", "--output", help="CSV de resultados.")] = None,
    audit: Annotated[bool, typer.Option("--auditar", "--audit", help="Revisa también cada seguimiento.")] = False,
    language: Language = "es",
) -> None:
    """Calcula los puntajes de muchas entidades en un solo CSV."""
    raise typer.Exit(
        import_module("probidad.faces.cli.corpus").run(file, output=output, audit=audit, language=language)
    )


Part = Annotated[str, typer.Option("--solo", "--only", help="Solo una parte: web o tareas.")]
Mail = Annotated[str, typer.Option("--correo", "--email", help="Correo de la persona.")]
Person = Annotated[str, typer.Option("--nombre", "--name", help="Nombre de la persona.")]


def _with_django(module: str, function: str, language: str, *arguments: Any, **named: Any) -> None:
    """Load Django, call ``function(words, …)`` of a command's module and end with its exit code. A refusal is told on
    the error channel and ends with 2."""
    starting = import_module("probidad.faces.cli.start")
    refusal = import_module("probidad.documents.refusal")
    words = starting.words_of(language)
    try:
        starting.start()
        code = getattr(import_module(f"probidad.faces.cli.{module}"), function)(words, *arguments, **named)
    except refusal.RefusalError as error:
        sys.stderr.write(f"{words(error.message, error.facts)}\n{words(error.remedy, error.facts)}\n")
        code = 2
    raise typer.Exit(code)


def _serve(
    port: Annotated[int | None, typer.Option("--puerto", "--port", min=1, max=65535, help="Puerto.")] = None,
    migrate: Annotated[bool, typer.Option("--migrar", "--migrate", help="Actualiza antes la base de datos.")] = False,
    only: Part = "",
    email: Mail = "",
    name: Person = "",
    language: Language = "es",
) -> None:
    """Pone en marcha el sitio: páginas y tareas juntas. Ctrl+C termina."""
    _with_django("serve", "run", language, port=port, may_migrate=migrate, part=only, email=email, name=name)


def _doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Escribe JSON.")] = False, language: Language = "es"
) -> None:
    """Examina la instalación y dice qué corregir."""
    _with_django("doctor", "run", language, as_json=as_json)


def _tick(language: Language = "es") -> None:
    """Hace lo que toca: importaciones sin confirmar, sesiones vencidas, tareas perdidas."""
    _with_django("upkeep", "tick", language)


def _migrate(language: Language = "es") -> None:
    """Pone al día las tablas y los archivos de las páginas."""
    _with_django("upkeep", "bring_up_to_date", language)


def _manage(context: typer.Context) -> None:
    """Órdenes de Django, para quien desarrolla."""
    starting = import_module("probidad.faces.cli.start")
    starting.start()
    raise typer.Exit(import_module("probidad.faces.cli.upkeep").manage(context.args))


for _name, _alias, _command in (
    ("revisar", "check", _check),
    ("verificar", "verify", _verify),
    ("precision", "", _precision),
    ("corpus", "", _corpus),
    ("servir", "serve", _serve),
    ("doctor", "", _doctor),
    ("tick", "", _tick),
    ("migrar", "migrate", _migrate),
):
    app.command(_name)(_command)
    if _alias:
        app.command(_alias, hidden=True)(_command)
for _name in ("gestionar", "manage"):
    app.command(
        _name,
        hidden=True,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(_manage)


def run() -> None:
    """Entry point of the command."""
    app()
