"""From bytes to text."""

import pytest

from probidad.documents.readers.encoding import decode, name_encoding
from probidad.documents.refusal import RefusalError

LINE = "Año;Rendición;Atención\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_decoded_as_it_was_written(encoding: str) -> None:
    text, _name, remarks = decode("m.csv", (LINE * 20).encode(encoding))
    assert text.removeprefix("\ufeff") == LINE * 20
    assert remarks == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("cut", range(0, 8))
def test_the_beginning_of_a_file_tells_its_encoding_wherever_it_is_cut(encoding: str, cut: int) -> None:
    data = (LINE * 50).encode(encoding)
    name, text = name_encoding("m.csv", data[: len(data) - cut])
    assert data.decode(name).removeprefix("\ufeff").startswith(text[: len(LINE)])
    assert text.startswith(LINE)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(RefusalError):
        decode("m.csv", b"a\x00b" * 40)
