"""The words in which ``probidad plazo`` answers."""

from probidad.documents.words import Words
from probidad.rules.finding import gettext_noop as _
from probidad.rules.petitions.comparison import Class
from probidad.rules.petitions.lifecycle import Light
from probidad.rules.petitions.outcome import Clock, LimitKind, Running

LIMITS = {
    LimitKind.TRANSFER: _("to send it to the competent authority"),
    LimitKind.ASK_TO_COMPLETE: _("to ask the person to complete it"),
    LimitKind.COMPLETE: _("for the person to complete or clarify it"),
    LimitKind.EXTENSION_CEILING: _("the latest date that an extension may reach"),
    LimitKind.COPIES: _("to hand over the copies, if nobody answers in time"),
}
LIGHTS = {
    Light.GREEN: _("green"),
    Light.YELLOW: _("yellow"),
    Light.ORANGE: _("orange"),
    Light.RED: _("red: overdue"),
    Light.GREY: _("grey: the clock does not run"),
    Light.BLUE: _("blue: answered in time"),
}
CLASSES = {
    Class.SAME: _("equal to ours"),
    Class.FREE_DAY_IS_DAY_ZERO: _("what comes in on a free day counts from that day, not from the next working day"),
    Class.LOCAL_FREE_DAYS: _("local free days of the entity"),
    Class.HOLIDAYS_WORKED: _("holidays counted as working days"),
    Class.OTHER_TERM: _("another term than that of the type"),
    Class.ABOVE_CEILING: _("an extension above the ceiling"),
    Class.SEVERAL: _("several of these together"),
    Class.UNREADABLE: _("lines without a readable date, figure or type"),
    Class.UNEXPLAINED: _("unexplained"),
}


def line_of(counted: Clock, left: int | None, words: Words) -> str:
    """The answer in one line."""
    if counted.running is Running.NO_TERM:
        return words(_("No law sets a term for it."))
    if counted.running is Running.PAUSED:
        return words(_("The clock is paused: the person has to complete or clarify it."))
    if counted.running is Running.STOPPED and counted.ended:
        return words(_("The clock stopped on %(day)s."), {"day": words.day(counted.ended)})
    if counted.due is None or left is None:
        return words(_("No law sets a term for it."))
    due = {"day": words.day(counted.due)}
    if left < 0:
        late = words.plural("%(count)s working day ago", "%(count)s working days ago", -left)
        return words(_("It fell due on %(day)s, %(since)s."), {**due, "since": late})
    if left == 0:
        return words(_("It falls due on %(day)s: that is the last day."), due)
    more = words.plural("%(count)s working day is left", "%(count)s working days are left", left)
    return words(_("It falls due on %(day)s; %(left)s."), {**due, "left": more})
