"""The calendar that a person's own program reads, with the secret of its address and without any cookie."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from probidad.core.ical import calendar_file
from probidad.core.mailing import in_language
from probidad.core.origin import neighbourhood, origin
from probidad.core.queries import calendars

LIMIT, MINUTE = 120, 60  # requests of one origin in a minute: a library or a mobile network is one origin for many


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What the person owes. Answers 404 alike for every address that opens nothing."""
    now = timezone.now()
    if _too_many(request, int(now.timestamp()) // MINUTE):
        return HttpResponse(status=429, headers={"Retry-After": str(MINUTE), "Cache-Control": "no-store, private"})
    today = timezone.localdate(now)
    try:
        person = calendars.reader(secret, today=today)
    except LookupError as absent:
        raise Http404("no such calendar") from absent
    with in_language(person.language):
        content = calendar_file(calendars.owed(person.pk, today=today), now=now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="probidad.ics"'
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _too_many(request: HttpRequest, window: int) -> bool:
    mark = salted_hmac("probidad.core.views.calendars", neighbourhood(origin(request)), algorithm="sha256").hexdigest()
    key = f"calendar:{mark[:32]}:{window}"
    if cache.add(key, 1, timeout=2 * MINUTE):
        return False
    try:
        return int(cache.incr(key)) > LIMIT
    except ValueError:  # it ran out in between
        return False
