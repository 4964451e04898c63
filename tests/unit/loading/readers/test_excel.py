"""Workbooks: cells, sheets, headers, dates that were answers, and hostile files."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest

from gapkit.errors import GapkitError
from gapkit.errors.formats import SeveralSheetsError
from gapkit.loading.readers import excel


@pytest.fixture
def book(tmp_path):
    """Write rows as sheets of a workbook."""

    def build(*rows, name="us.xlsx", **sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, cells in ({"Data": rows} | sheets).items():
            sheet = made.create_sheet(title)
            for row in cells:
                sheet.append(list(row))
        path = tmp_path / name
        made.save(path)
        return path

    return build


def refusal(table_of, path, **read):
    with pytest.raises(GapkitError) as caught:
        table_of(path, **read)
    return str(caught.value)


def test_numbers_texts_and_blanks_are_what_they_are(book, table_of, values_of):
    table = table_of(book(["q1", "q2"], [1, "Yes"], [2.5, None], [None, "No"]))
    assert values_of(table, "q1") == [1, 2.5, None]
    assert values_of(table, "q2") == ["Yes", None, "No"]
    assert table.rows.tolist() == [2, 3, 4]
    assert table.source.notes == ("recognised as Excel from its content", "sheet Data")


def test_dates_and_times_are_iso_texts(book, table_of, values_of):
    rows = [dt.date(2018, 5, 6), dt.datetime(2018, 5, 6, 10, 10)], [dt.date(2019, 1, 1), None]  # noqa: DTZ001
    table = table_of(book(["day", "at"], *rows))
    assert values_of(table, "day") == ["2018-05-06", "2019-01-01"]
    assert values_of(table, "at") == ["2018-05-06T10:10:00", None]
    assert (table.columns["day"].form, table.columns["at"].form) == ("date", "datetime")


def test_dates_among_answers_are_told(book, table_of):
    table = table_of(book(["size"], ["1-5"], [dt.date(2014, 6, 25)], ["26-100"], [dt.date(2014, 6, 25)]))
    assert table.remarks == (
        '`size` holds 2 dates among other answers: Excel may have turned answers such as "6-25" into dates',
    )


def test_numbers_that_stand_as_texts_are_numbers_for_the_survey_file(book, survey_of, multiple):
    from gapkit.loading import load

    loaded = load(book(["q1"], ["1"], ["0"], [1]), survey_of(multiple("q1")), side="us")
    assert loaded.answers["likes"].codes.T.tolist() == [[1, 0, 1]]


def test_of_several_sheets_one_must_be_named(book, table_of):
    path = book(["q1"], [1], Other=(["q1"], [2], [3]))
    with pytest.raises(SeveralSheetsError) as caught:
        table_of(path)
    assert str(caught.value) == (
        "SeveralSheetsError: `us.xlsx` has several sheets: say which one.\n"
        "  found: `Data`, `Other`\n"
        '  hint:  `read = { sheet = "Data" }` of the side.'
    )
    assert len(table_of(path, sheet="Other")) == 2
    assert refusal(table_of, path, sheet="None") == (
        "FormatError: `us.xlsx` has no sheet `None`.\n  found: `Data`, `Other`"
    )


def test_empty_sheets_do_not_count(book, table_of):
    assert len(table_of(book(["q1"], [1], Empty=()))) == 1


def test_two_header_rows_become_one_name(book, table_of):
    rows = ["id", "Trust", None], [None, "Banks", "Press"], [1, 5, 4]
    table = table_of(book(*rows), header_rows=2)
    assert table.names == ("id", "Trust - Banks", "Trust - Press")
    assert table.source.notes[-1] == "2 header rows"


def test_names_that_stand_twice_are_told_apart(book, table_of):
    table = table_of(book(["Other", "Other", "q"], [1, 2, 3]))
    assert table.names == ("Other (1)", "Other (2)", "q")
    assert table.remarks == ("`Other` stands more than once in the header: numbered (1), (2) and so on",)


def test_blank_rows_are_skipped_and_told(book, table_of):
    table = table_of(book(["q1"], [1], [None], [2]))
    assert (len(table), table.rows.tolist()) == (2, [2, 4])
    assert table.remarks == ("1 blank row between the others left out",)


@pytest.mark.parametrize("rows", [(), ([],)])
def test_a_workbook_without_cells_is_refused(book, table_of, rows):
    assert refusal(table_of, book(*rows)) == (
        "LoadError: `us.xlsx` must hold at least one respondent.\n  found: a sheet without cells\n"
        "  hint:  export the data again, or give the file with the answers."
    )


def test_a_sheet_with_a_header_only_has_no_rows(book, table_of):
    table = table_of(book(["q1", "q2"]))
    assert (len(table), table.names) == (0, ("q1", "q2"))


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


@pytest.fixture
def patched(book, tmp_path):
    """Put another sheet into a workbook."""

    def build(cells):
        whole, path = book(["q1"], [1]), tmp_path / "hostile.xlsx"
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.infolist():
                is_sheet = member.filename == "xl/worksheets/sheet1.xml"
                new.writestr(member.filename, SHEET.format(cells) if is_sheet else old.read(member))
        return path

    return build


def test_a_cell_far_away_is_refused_before_the_reader_sees_it(patched, table_of):
    path = patched(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    assert refusal(table_of, path) == (
        "DamagedFileError: `hostile.xlsx` must have at most 20,000,000 cells in the columns used.\n"
        "  found: 1,048,576 rows of 16,384 columns"
    )


def test_a_part_that_unpacks_to_far_more_is_refused(patched, table_of):
    path = patched(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 12_000_000}</t></is></c></row>')
    message = refusal(table_of, path)
    assert message.startswith("FormatError: `hostile.xlsx` unpacks to more than is read.\n")
    assert "a part that unpacks to 12,000,1" in message


def test_another_zip_file_is_no_workbook(tmp_path, table_of):
    with zipfile.ZipFile(tmp_path / "us.zip", "w") as packed:
        packed.writestr("us.csv", "q1\n1\n")
    assert refusal(table_of, tmp_path / "us.zip") == (
        "FormatError: `us.zip` holds no workbook.\n"
        "  found: a zip file\n"
        "  hint:  unpack it, and give the data file in it."
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "EncryptedPackage",
            "FormatError: `us.xlsx` is encrypted.\n  hint:  save it again without a password.",
        ),
        (
            "WordDocument",
            (
                "FormatError: `us.xlsx` holds no workbook.\n  found: an old Office file\n"
                "  hint:  save it again in Excel as .xlsx or CSV."
            ),
        ),
    ],
)
def test_encrypted_and_other_office_files_are_refused(tmp_path, table_of, name, message):
    (tmp_path / "us.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + name.encode("utf-16-le"))
    assert refusal(table_of, tmp_path / "us.xlsx") == message


def test_a_damaged_workbook_is_one_error(book, table_of):
    path = book(["q1"], [1])
    path.write_bytes(path.read_bytes()[:-60])
    assert refusal(table_of, path).startswith("DamagedFileError: `us.xlsx` can't be read as Excel.\n")


def test_without_the_extra_one_line_says_what_to_install(book, table_of, monkeypatch):
    monkeypatch.setattr(excel, "find_spec", lambda _: None)
    assert refusal(table_of, book(["q1"], [1])) == (
        'FormatError: Reading workbooks needs more: `us.xlsx`.\n  hint:  pip install "gapkit[excel]"'
    )


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
ODS = (
    f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>"
    '<table:table table:name="Data">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
CELL = (
    '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'
)
NAME = '<table:table-cell office:value-type="string"><text:p>q1</text:p></table:table-cell>'


@pytest.fixture
def open_document(tmp_path):
    """Write rows of an OpenDocument sheet."""

    def build(rows):
        path = tmp_path / "us.ods"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            packed.writestr("META-INF/manifest.xml", MANIFEST)
            packed.writestr("content.xml", ODS.format(rows))
        return path

    return build


def test_an_open_document_sheet_is_read(open_document, table_of, values_of):
    rows = "".join(f"<table:table-row>{cell}</table:table-row>" for cell in (NAME, CELL.format(4)))
    assert values_of(table_of(open_document(rows)), "q1") == [4]


def test_an_open_document_that_repeats_a_cell_for_ever_is_one_error(open_document, table_of):
    far = 'table:number-columns-repeated="16000"'
    row = '<table:table-row table:number-rows-repeated="1000000">'
    cell = CELL.format(1).replace("<table:table-cell", f"<table:table-cell {far}", 1)
    assert "us.ods" in refusal(table_of, open_document(f"{row}{cell}</table:table-row>"))
