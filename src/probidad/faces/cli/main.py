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
    file: Annotated[Path | None, typer.Argument(help="Seguimiento publicado, en JSON.", metavar="ARCHIVO.json")] = None,
    book: Annotated[bool, typer.Option("--libro", "--ledger", help="Verifica el libro de esta instalación.")] = False,
    slug: Annotated[str, typer.Option("--entidad", "--entity", help="Con --libro: solo el de esta entidad.")] = "",
    anchors: Annotated[
        list[Path] | None, typer.Option("--ancla", "--anchor", help="Con --libro: ancla guardada fuera. Se repite.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Con --libro: escribe JSON.")] = False,
    language: Language = "es",
) -> None:
    """Recalcula un seguimiento publicado, o verifica el libro, y dice si da igual o dónde difiere."""
    if book and file is None:
        _with_django("ledger", "verify", language, slug=slug, files=anchors or [], as_json=as_json)
    if file is None or book or slug or anchors or as_json:
        raise typer.BadParameter("Nombre un archivo publicado, o escriba --libro (con --entidad, --ancla y --json).")
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


def _review_evidence(
    deep: Annotated[bool, typer.Option("--profundo", "--deep", help="Lee cada archivo y comprueba su huella.")] = False,
    clean: Annotated[
        bool, typer.Option("--limpiar", "--clean", help="Quita archivos sin evidencia de más de un día.")
    ] = False,
    as_json: AsJson = False,
    language: Language = "es",
) -> None:
    """Busca evidencias sin archivo, archivos sin evidencia y archivos dañados. Termina con 1 si halla algo."""
    _with_django("evidence", "review", language, deep=deep, clean=clean, as_json=as_json)


def _example(language: Language = "es") -> None:
    """Carga Sopó 2017 y un municipio ficticio."""
    _with_django("example", "run", language)


def _term(context: typer.Context) -> None:
    """Dice cuándo vence una petición, cuántos días quedan y por qué; compara un registro publicado."""
    import_module("probidad.faces.cli.terms").run(context.args)


def _export_ledger(
    slug: Slug,
    output: Annotated[Path, typer.Option("--salida", "--output", help="Archivo que se escribe.")] = Path("libro.jsonl"),
    language: Language = "es",
) -> None:
    """Escribe el libro público de una entidad, que se verifica sin el programa."""
    _with_django("ledger", "write_export", language, slug=slug, output=output)


def _anchor(
    slug: Annotated[str, typer.Option("--entidad", "--entity", help="Sin ella, el de la instalación.")] = "",
    language: Language = "es",
) -> None:
    """Hace un ancla del libro ahora y la muestra."""
    _with_django("ledger", "anchor", language, slug=slug)


def _protect(language: Language = "es") -> None:
    """Vuelve a poner los disparadores que protegen el libro y lo publicado."""
    _with_django("ledger", "protect", language)


def _create_key(
    output: Annotated[Path | None, typer.Option("--salida", "--output", help="Archivo de la llave.")] = None,
    language: Language = "es",
) -> None:
    """Crea la llave con la que se firman las anclas."""
    _with_django("ledger", "create_key", language, path=output)


Phrase = Annotated[
    Path | None, typer.Option("--frase-en", "--passphrase-file", help="Archivo con la frase en su primera línea.")
]


def _backup(
    output: Annotated[
        Path | None, typer.Argument(help="Carpeta o archivo; sin él, respaldos en PROBIDAD_DATA.", metavar="SALIDA")
    ] = None,
    recipients: Annotated[
        list[str] | None, typer.Option("--para", "--recipient", help="Llave pública age1…; puede repetirse.")
    ] = None,
    phrase_file: Phrase = None,
    new_key: Annotated[
        Path | None, typer.Option("--nueva-llave", "--new-key", help="Crea una llave privada en ese archivo y termina.")
    ] = None,
    language: Language = "es",
) -> None:
    """Guarda todos los datos en un archivo cifrado, con el sitio en uso."""
    if new_key is not None:
        _with_django("keeping", "make_key", language, new_key)
    _with_django("keeping", "back_up", language, output, recipients=recipients or [], phrase_file=phrase_file)


def _restore(
    file: Annotated[Path, typer.Argument(help="Respaldo que se restaura.", metavar="ARCHIVO")],
    key: Annotated[Path | None, typer.Option("--llave", "--identity", help="Archivo de la llave privada.")] = None,
    phrase_file: Phrase = None,
    only_check: Annotated[
        bool, typer.Option("--revisar", "--check", help="Solo lo lee y lo comprueba; no escribe nada.")
    ] = False,
    language: Language = "es",
) -> None:
    """Restaura un respaldo en una instalación vacía y muestra la prueba de que es igual."""
    _with_django("keeping", "restore", language, file, key=key, phrase_file=phrase_file, only_check=only_check)


def _transfer(
    target: Annotated[str, typer.Option("--a", "--to", help="postgres://usuario:clave@servidor:puerto/base, vacía.")],
    language: Language = "es",
) -> None:
    """Copia todos los datos a otra base, vacía, y muestra la prueba de que son iguales."""
    _with_django("keeping", "transfer", language, target)


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
    ("respaldar", "backup", _backup),
    ("restaurar", "restore", _restore),
    ("trasladar", "transfer", _transfer),
):
    app.command(_name)(_command)
    if _alias:
        app.command(_alias, hidden=True)(_command)
for _name, _raw, _hidden in (
    ("servir", _serve, False), ("serve", _serve, True), ("plazo", _term, False), ("term", _term, True),
    ("gestionar", _manage, True), ("manage", _manage, True),
):  # fmt: skip
    app.command(
        _name,
        hidden=_hidden,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(_raw)


_Commands = tuple[tuple[str, str, Any], ...]
_ENTITY: _Commands = (("crear", "create", _create_entity), ("lista", "list", _list_entities))
_LEDGER: _Commands = (
    ("exportar", "export", _export_ledger), ("anclar", "anchor", _anchor), ("proteger", "protect", _protect),
)  # fmt: skip
_KEY: _Commands = (("crear", "create", _create_key),)
for _name, _alias, _help, _works in (
    ("entidad", "entity", "Entidades de esta instalación.", _ENTITY),
    ("libro", "ledger", "El libro: exportarlo, anclarlo y protegerlo.", _LEDGER),
    ("llave-libro", "ledger-key", "La llave que firma las anclas del libro.", _KEY),
):
    for _called in (_name, _alias):
        _group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_help)
        for _subname, _subalias, _work in _works:
            _group.command(_subname)(_work)
            _group.command(_subalias, hidden=True)(_work)
        app.add_typer(_group, name=_called, hidden=_called == _alias)


for _name, _hidden in (("evidencia", False), ("evidencias", True), ("evidence", True)):
    _evidence = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Archivos de las evidencias.")
    _evidence.command("revisar")(_review_evidence)
    _evidence.command("check", hidden=True)(_review_evidence)
    app.add_typer(_evidence, name=_name, hidden=_hidden)


def run() -> None:
    """Entry point of the command."""
    app()
