"""The words of ``probidad plazo``: its options, and ``plazo registro``. They are read here and not in ``main``: each start of
the program would pay for their number."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

Days = Annotated[
    list[str] | None, typer.Option("--no-habil", "--free-day", help="Día no hábil local: AAAA-MM-DD o AAAA-MM-DD=ACTO.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Escribe JSON.")]
Language = Annotated[str, typer.Option("--idioma", "--language", help="es o en.")]


def _term(
    context: typer.Context,
    kind: Annotated[str, typer.Option("--tipo", "--kind", help="Por ejemplo peticion, informacion, consulta.")] = "",
    received: Annotated[
        str, typer.Option("--radicado", "--received", help="Cuándo llegó: AAAA-MM-DD o «AAAA-MM-DD HH:MM».")
    ] = "",
    closes: Annotated[
        str, typer.Option("--hora-cierre", "--closes", help="Hora en que cierra la oficina, HH:MM.")
    ] = "",
    free: Days = None,
    days: Annotated[
        int | None, typer.Option("--dias", "--days", help="Días hábiles, si los fija quien pide (tutela, control).")
    ] = None,
    groups: Annotated[
        list[str] | None, typer.Option("--grupo", "--group", help="Grupo con prioridad: NNA, DISC, VIDA…")
    ] = None,
    by_transfer: Annotated[
        bool, typer.Option("--por-traslado", "--by-transfer", help="Llegó por traslado de otra autoridad.")
    ] = False,
    verbal: Annotated[bool, typer.Option("--verbal", help="Se presentó de palabra.")] = False,
    asked: Annotated[
        str, typer.Option("--requerida", "--asked", help="Se pidió completarla: ENVIADA o ENVIADA:RECIBIDA.")
    ] = "",
    returned: Annotated[
        str, typer.Option("--devuelta", "--returned", help="Se devolvió para aclararla: ENVIADA o ENVIADA:RECIBIDA.")
    ] = "",
    more_time: Annotated[
        str,
        typer.Option("--mas-tiempo", "--more-time", help="Día en que la persona pidió más tiempo para completarla."),
    ] = "",
    completed: Annotated[
        str, typer.Option("--completada", "--completed", help="Día en que la persona la completó o la aclaró.")
    ] = "",
    extended: Annotated[
        list[str] | None, typer.Option("--ampliada", "--extended", help="Ampliación: AVISADA:NUEVA_FECHA.")
    ] = None,
    transferred: Annotated[str, typer.Option("--trasladada", "--transferred", help="Día del traslado completo.")] = "",
    part: Annotated[
        str, typer.Option("--trasladada-en-parte", "--transferred-in-part", help="Día del traslado de una parte.")
    ] = "",
    suspended: Annotated[
        list[str] | None,
        typer.Option("--suspendida", "--suspended", help="Suspensión: DESDE:HASTA o DESDE:HASTA=ACTO."),
    ] = None,
    answered: Annotated[str, typer.Option("--respondida", "--answered", help="Día de la respuesta.")] = "",
    notified: Annotated[str, typer.Option("--notificada", "--notified", help="Día en que se notificó.")] = "",
    withdrawn: Annotated[str, typer.Option("--desistida", "--withdrawn", help="Día en que la persona desistió.")] = "",
    today: Annotated[str, typer.Option("--hoy", "--today", help="Día desde el que se mira; sin ella, hoy.")] = "",
    as_json: AsJson = False,
    language: Language = "es",
) -> None:
    """Dice cuándo vence una petición, cuántos días quedan y por qué, norma por norma."""
    if context.invoked_subcommand is not None:
        return
    asked_for = import_module("probidad.faces.cli.term").Asking(
        kind=kind, received=received, closes=closes, free=tuple(free or ()), days=days, groups=tuple(groups or ()),
        by_transfer=by_transfer, verbal=verbal, asked=asked, returned=returned, more_time=more_time, completed=completed,
        extended=tuple(extended or ()), transferred=transferred, part=part, suspended=tuple(suspended or ()),
        answered=answered, notified=notified, withdrawn=withdrawn, today=today,
    )  # fmt: skip
    raise typer.Exit(import_module("probidad.faces.cli.term").run(asked_for, as_json=as_json, language=language))


def _register(
    file: Annotated[Path, typer.Argument(help="Registro de peticiones, en CSV.", metavar="ARCHIVO.csv")],
    columns: Annotated[
        str, typer.Option("--columnas", "--columns", help="recibida=…,tipo=…,limite=…,dias=…,ampliacion=…,veces=…")
    ] = "",
    kinds: Annotated[
        list[str] | None, typer.Option("--clase", "--class", help="Tipo de cada clase del registro: «QUEJA=QUE».")
    ] = None,
    free: Days = None,
    worked: Annotated[
        list[str] | None, typer.Option("--festivo-contado", "--holiday-worked", help="Festivo que el registro cuenta.")
    ] = None,
    as_json: AsJson = False,
    language: Language = "es",
) -> None:
    """Compara los vencimientos de un registro publicado con los de la ley, y agrupa las diferencias por causa."""
    run = import_module("probidad.faces.cli.termregister").run
    raise typer.Exit(
        run(file, columns=columns, kinds=tuple(kinds or ()), free=tuple(free or ()), worked=tuple(worked or ()),
            as_json=as_json, language=language)
    )  # fmt: skip


def run(arguments: Sequence[str]) -> None:
    """Read the options and end with the exit code."""
    program = typer.Typer(
        add_completion=False,
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        callback=_term,
    )
    program.command("registro")(_register)
    program.command("register", hidden=True)(_register)
    program(args=list(arguments), prog_name="probidad plazo")
