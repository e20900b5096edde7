"""The look of forms: each control is named, helped and faulted where a reader finds it."""

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from jinja2 import ChoiceLoader, DictLoader

from probidad.core.forms.base import BoxesField, Card, CardField, DayField, Form
from probidad.core.pages import page


class Everything(Form):
    """One of each."""

    name = forms.CharField(label="Nombre", help_text="Como en la cédula")
    day = DayField(label="Día", required=False)
    kind = forms.ChoiceField(label="Clase", choices=[("a", "A")])
    way = CardField([Card("x", "Equis", "Se cierra"), Card("y", "Ye")], label="Camino")
    roles = BoxesField(label="Funciones", choices=[("p", "Planea"), ("o", "Opera")], required=False)
    sure = forms.BooleanField(label="Confirmo")
    token = forms.CharField(widget=forms.HiddenInput)


def written(form: Form) -> str:
    """The form as the page of a confirmation would have it."""
    request = RequestFactory().get("/")
    request.theme = ""  # type: ignore[attr-defined]
    context = {"form": form}
    return str(page(request, "core/trial_form.html", context).content.decode())


@pytest.fixture(autouse=True)
def template(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that has nothing but a form."""
    source = '{% import "core/forms.html" as forms with context %}{{ forms.form_errors(form) }}{{ forms.csrf() }}{{ forms.fields(form) }}'
    environment = engines["jinja2"].env
    monkeypatch.setattr(
        environment, "loader", ChoiceLoader([DictLoader({"core/trial_form.html": source}), environment.loader])
    )


def test_each_control_has_our_class_a_label_and_its_help() -> None:
    text = written(Everything())
    assert '<label class="form-label" for="id_name">Nombre</label>' in text
    assert 'aria-describedby="id_name_helptext"' in text
    assert 'type="date"' in text
    assert 'class="form-select"' in text
    assert text.count("<fieldset") == text.count("<legend") == 2
    assert "<small>Se cierra</small>" in text
    assert "csrfmiddlewaretoken" in text
    assert "style=" not in text


def test_each_fault_is_listed_first_with_a_link_to_its_control() -> None:
    text = written(Everything({"day": "31/02/2026", "way": "z"}))
    for anchor in ("#id_name", "#id_day", "#id_way_0", "#id_sure"):
        assert f'href="{anchor}"' in text
        assert f'id="{anchor.removeprefix("#")}"' in text
    assert 'href="#id_token"' not in text  # nobody can go to what is hidden
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'value="31/02/2026"' in text  # nothing typed is lost


def test_a_text_of_the_form_is_never_markup() -> None:
    assert "<b>" not in written(Everything({"name": "<b>x</b>", "way": "<b>"}))


def test_a_day_is_read_as_the_browser_and_as_a_person_writes_it() -> None:
    field = DayField()
    assert field.clean("2026-01-31") == field.clean("31/01/2026")
    with pytest.raises(forms.ValidationError, match="30/06/2017"):
        field.clean("01/31/2026")
