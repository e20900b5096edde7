"""``probidad``: reads a follow-up, publishes it, and checks a published one."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

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


for _name, _alias, _command in (
    ("revisar", "check", _check),
    ("verificar", "verify", _verify),
    ("precision", "", _precision),
    ("corpus", "", _corpus),
):
    app.command(_name)(_command)
    if _alias:
        app.command(_alias, hidden=True)(_command)


def run() -> None:
    """Entry point of the command."""
    app()
