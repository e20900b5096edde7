"""Writes what a person owes as an iCalendar file (RFC 5545): one all-day event for each obligation, without alarms.

The library folds lines and escapes texts; control characters, which the format cannot hold, are taken out before.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from probidad import __version__
from probidad.core.mailing import absolute
from probidad.core.pages import said
from probidad.core.queries.calendars import OwedThere
from probidad.rules.finding import gettext_noop as _

EVERY = timedelta(hours=4)  # how often a program may look again
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def calendar_file(owed: Iterable[OwedThere], *, now: datetime) -> bytes:
    """The file, in the language in force. The identifier of an event stays the same while the obligation is the same,
    so that a program moves it when its day changes."""
    made = Calendar()
    made.add("prodid", f"-//probidad//{__version__}//")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", said(_("What I owe in probidad")))
    made.add("refresh-interval", EVERY)
    for each in owed:
        made.add_component(_event(each, now))
    return bytes(made.to_ical())


def _event(each: OwedThere, now: datetime) -> Event:
    due = each.row.due
    note = said(due.note, due.facts) if due.note else ""
    event = Event()
    event.add("uid", f"{sha256(f'{each.entity_id}:{due.key}'.encode()).hexdigest()[:40]}@probidad")
    event.add("dtstamp", now)
    event.add("dtstart", due.due)
    event.add("dtend", due.due + timedelta(days=1))
    event.add("summary", _clean(due.title))
    event.add("description", _clean("\n".join(filter(None, (note, each.entity)))))
    event.add("categories", [_clean(said(each.row.kind))])
    event.add("url", absolute(due.address))
    event.add("transp", "TRANSPARENT")  # it takes no time of the day
    event.add("class", "PRIVATE")
    return event


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
