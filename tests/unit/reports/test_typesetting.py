"""Template, fonts and the process that compiles."""

from importlib.resources import files

import pypdfium2
import pytest

import gapkit as gk
from gapkit.charts.fonts import Fonts
from gapkit.errors.report import RenderError, StandardWarning
from gapkit.reports.compiling import compiled
from gapkit.reports.font_files import folders_of

ARGUMENTS = {"fonts": [], "standards": [], "timestamp": 0}


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_template_evaluates_nothing_and_imports_nothing():
    source = files("gapkit.reports").joinpath("template.typ").read_text("utf-8")
    code = "\n".join(line.split("//")[0] for line in source.splitlines())
    for word in ("eval(", "#import", "#include", "@preview", "plugin(", "read("):
        assert word not in code
    assert code.count("json(") == 1


def test_a_template_that_fails_is_a_render_error():
    with pytest.raises(RenderError, match="can't be typeset") as raised:
        compiled({"main.typ": b'#panic("broken")'}, **ARGUMENTS)
    assert "broken" in raised.value.found


def test_the_compiler_sees_nothing_outside_its_folder(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    with pytest.raises(RenderError):
        compiled({"main.typ": f'#read("{secret}")'.encode()}, **ARGUMENTS)


def test_a_compiler_that_crashes_is_a_render_error(monkeypatch):
    monkeypatch.setattr("gapkit.apart.running.sys.executable", "/bin/false")
    with pytest.raises(RenderError) as raised:
        compiled({"main.typ": b"x"}, **ARGUMENTS)
    assert raised.value.found == "the compiler ended with exit status 1"


def test_fira_comes_from_its_package_and_nothing_else_is_searched():
    (folder,) = folders_of(Fonts(("Fira Sans",)), None)
    assert (folder / "FiraSans-Regular.ttf").is_file()


def test_a_borrowed_family_is_found_where_it_lies():
    folders = folders_of(Fonts(("Fira Sans", "DejaVu Sans"), ("DejaVu Sans",)), None)
    assert any(list(folder.glob("DejaVuSans*.ttf")) for folder in folders[1:])


def test_arabic_and_hebrew_are_set_in_a_borrowed_font_which_is_told(study_of):
    report = gk.report(study_of({"شبكة": (60, 30), "שירות": (40, 50)}))
    told = text_of(report.pdf())
    assert "from this machine for characters they lack" in told
    assert "PDF/A-2a and PDF/UA-1" in told


def test_a_character_without_a_font_is_a_warning_and_no_claim(study_of):
    report = gk.report(study_of({"\U00012000 sign": (60, 30)}))  # cuneiform: no font here has it
    with pytest.warns(StandardWarning, match="U\\+12000"):
        pdf = report.pdf()
    assert b"pdfuaid" not in pdf
    assert "none claimed" in text_of(pdf)


def test_control_characters_do_not_break_a_page(study_of):
    report = gk.report(study_of({"bell\x07 and \x1b[31m": (60, 30)}, title="nul\x00"))
    assert report.pdf().startswith(b"%PDF-")
