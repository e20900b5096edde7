"""``probidad``: reads a follow-up, publishes it, checks a published one, and keeps an installation.

A command's module is loaded when the command is given; those of the server load Django, which costs half a second.
"""

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


def _risk_map(
    file: Annotated[
        Path, typer.Argument(help="Mapa de riesgos: XLSX, XLS, ODS, CSV, TXT o PDF con tablas.", metavar="ARCHIVO")
    ],
    output: Annotated[Path | None, typer.Option("--salida", "--output", help="Carpeta para los archivos.")] = None,
    method: Annotated[
        str, typer.Option("--metodologia", "--method", help="Por ejemplo dafp-v4; sin ella se detecta.")
    ] = "",
    day: Annotated[str, typer.Option("--fecha", "--date", help="Fecha del mapa, AAAA-MM-DD.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Escribe JSON.")] = False,
    strict: Strict = False,
    every: Every = False,
    limits: Raised = "",
    language: Language = "es",
) -> None:
    """Lee un mapa de riesgos, recalcula sus zonas y dice qué difiere."""
    run_map = import_module("probidad.faces.cli.riskmap").run
    raise typer.Exit(
        run_map(
            file, output=output, method=method, day=day, as_json=as_json, strict=strict, every=every, limits=limits,
            language=language,
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


Slug = Annotated[str, typer.Option("--entidad", "--entity", help="Dirección de la entidad en el portal.")]
AsJson = Annotated[bool, typer.Option("--json", help="Escribe JSON.")]
Mail = Annotated[str, typer.Option("--correo", "--email", help="Correo de la persona.")]
Person = Annotated[str, typer.Option("--nombre", "--name", help="Nombre de la persona.")]


def _with_django(module: str, function: str, language: str, *arguments: Any, **named: Any) -> None:
    """Load Django, call ``function(words, …)`` of a command's module and end with its exit code."""
    call = import_module("probidad.faces.cli.start").call
    raise typer.Exit(call(f"probidad.faces.cli.{module}", function, language, *arguments, **named))


def _serve(context: typer.Context) -> None:
    """Pone en marcha el sitio: páginas y tareas juntas. Ctrl+C termina."""
    raise typer.Exit(import_module("probidad.faces.cli.entry").serve(context.args))


def _doctor(as_json: AsJson = False, language: Language = "es") -> None:
    """Examina la instalación y dice qué corregir."""
    _with_django("doctor", "run", language, as_json=as_json)


def _tick(language: Language = "es") -> None:
    """Hace lo que toca: importaciones sin confirmar, sesiones vencidas, tareas perdidas."""
    _with_django("upkeep", "tick", language)


def _migrate(language: Language = "es") -> None:
    """Pone al día las tablas y los archivos de las páginas."""
    _with_django("upkeep", "bring_up_to_date", language)


def _offer(as_json: AsJson = False, language: Language = "es") -> None:
    """Lista lo que ofrecen los módulos: fuentes de indicadores, datos, agendas y revisiones."""
    _with_django("offer", "run", language, as_json=as_json)


def _import(
    file: Annotated[Path, typer.Argument(help="Archivo que se importa.", metavar="ARCHIVO")],
    slug: Slug,
    kind: Annotated[str, typer.Option("--tipo", "--kind", help="Qué trae el archivo.")] = "plans.followup",
    public: Annotated[bool, typer.Option("--publicar", "--publish", help="Lo publica si su año ya pasó.")] = False,
    sheet: SheetName = "",
    cut_off: CutOff = "",
    year: Period = "",
    framework: Law = "",
    aggregation: Annotated[str, typer.Option("--agregacion", "--aggregation", help="Forma de sumar.")] = "",
    confirmed: Annotated[
        bool, typer.Option("--es-de-la-entidad", "--is-of-the-entity", help="Aunque el documento nombre a otra.")
    ] = False,
    language: Language = "es",
) -> None:
    """Importa un archivo en una entidad: todo o nada."""
    choices = {
        "sheet": sheet, "cut_off": cut_off, "year": year, "framework": framework, "aggregation": aggregation,
        "entity_confirmed": "yes" if confirmed else "",
    }  # fmt: skip
    _with_django("bring", "run", language, file, slug=slug, kind=kind, choices=choices, public=public)


def _create_entity(
    name: Annotated[str, typer.Option("--nombre", "--name", help="Nombre de la entidad.")],
    kind: Annotated[str, typer.Option("--tipo", "--kind", help="Por ejemplo mayoralty.")],
    order: Annotated[str, typer.Option("--orden", "--order", help="national, departmental, municipal o district.")],
    email: Annotated[str, typer.Option("--correo", "--email", help="Correo de quien la administra.")],
    person: Annotated[str, typer.Option("--administra", "--administrator", help="Nombre de quien la administra.")],
    divipola: Annotated[str, typer.Option("--divipola", help="Código DIVIPOLA.")] = "",
    category: Annotated[str, typer.Option("--categoria", "--category", help="Categoría.")] = "",
    slug: Annotated[str, typer.Option("--direccion", "--slug", help="Dirección en el portal.")] = "",
    fictitious: Annotated[bool, typer.Option("--ficticia", "--fictitious", help="No existe: es para probar.")] = False,
    language: Language = "es",
) -> None:
    """Crea una entidad y muestra el enlace de quien la administra."""
    facts = {"name": name, "kind": kind, "order": order, "category": category, "divipola": divipola, "slug": slug}
    _with_django("entities", "create", language, facts, fictitious=fictitious, email=email, name=person)


def _list_entities(language: Language = "es") -> None:
    """Lista las entidades con su dirección en el portal."""
    _with_django("entities", "listing", language)


def _invite(
    email: Annotated[str, typer.Option("--correo", "--email", help="Correo de la persona.")],
    slug: Annotated[str, typer.Option("--entidad", "--entity", help="Entidad que administrará.")] = "",
    name: Person = "",
    language: Language = "es",
) -> None:
    """Da un enlace nuevo a quien perdió el suyo, o invita a quien administrará una entidad."""
    _with_django("entities", "invite", language, slug=slug, email=email, name=name)


def _second_step(
    email: Annotated[str, typer.Option("--correo", "--email", help="Correo de quien perdió teléfono y códigos.")],
    language: Language = "es",
) -> None:
    """Olvida el segundo paso de quien perdió su teléfono y sus códigos de respaldo; cierra sus sesiones."""
    _with_django("entities", "second_step", language, email=email)


def _example(language: Language = "es") -> None:
    """Carga Sopó 2017 y un municipio ficticio."""
    _with_django("example", "run", language)


def _manage(context: typer.Context) -> None:
    """Órdenes de Django, para quien desarrolla."""
    starting = import_module("probidad.faces.cli.start")
    starting.start()
    raise typer.Exit(import_module("probidad.faces.cli.upkeep").manage(context.args))


for _name, _alias, _command in (
    ("revisar", "check", _check),
    ("mapa", "riskmap", _risk_map),
    ("verificar", "verify", _verify),
    ("precision", "", _precision),
    ("corpus", "", _corpus),
    ("doctor", "", _doctor),
    ("tick", "", _tick),
    ("migrar", "migrate", _migrate),
    ("oferta", "offers", _offer),
    ("importar", "import", _import),
    ("invitar", "invite", _invite),
    ("segundo-paso", "second-step", _second_step),
    ("ejemplo", "example", _example),
):
    app.command(_name)(_command)
    if _alias:
        app.command(_alias, hidden=True)(_command)
for _name, _raw, _hidden in (
    ("servir", _serve, False), ("serve", _serve, True), ("gestionar", _manage, True), ("manage", _manage, True),
):  # fmt: skip
    app.command(
        _name,
        hidden=_hidden,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(_raw)


for _name, _hidden in (("entidad", False), ("entity", True)):
    _entity = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Entidades de esta instalación.")
    for _subname, _alias, _work in (("crear", "create", _create_entity), ("lista", "list", _list_entities)):
        _entity.command(_subname)(_work)
        _entity.command(_alias, hidden=True)(_work)
    app.add_typer(_entity, name=_name, hidden=_hidden)


def run() -> None:
    """Entry point of the command."""
    app()
