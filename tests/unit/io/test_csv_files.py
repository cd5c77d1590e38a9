"""CSV: how files are read, and that a spreadsheet runs nothing of what is written."""

from pathlib import Path

import pytest

import mcda_industry as mi
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record


class Site(Record):
    """A site."""

    id: Name
    label: Labels = FrozenMap()
    area: Number | None = None
    staff: Count = 0
    codes: tuple[Name, ...] = ()
    note: str = ""


def read(folder: Path, content: bytes, **options: str) -> tuple[Site, ...]:
    path = folder / "sites.csv"
    path.write_bytes(content)
    return mi.records_from_csv(path, Site, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "payload", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '="x"', "-", "=", "'=1", "''@x"]
)
def test_a_text_that_a_spreadsheet_could_run_is_disarmed_and_comes_back(tmp_path: Path, payload: str) -> None:
    import csv

    sites = (Site(id=payload + "x", label={"fr": payload}, codes=(payload.strip() + "y", "z"), note=payload),)
    text = mi.records_to_csv(sites)
    for row in list(csv.reader(text.splitlines(keepends=True)))[1:]:
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert read(tmp_path, text.encode()) == sites


def test_numbers_are_not_disarmed() -> None:
    assert mi.records_to_csv([Site(id="a", area=-5.5)]).splitlines()[1] == "a,,,-5.5,0,,"


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbfid,area\r\na,1\r\n", b"id,area\na,1", b'"id","area"\r\n"a","1"\r\n\r\n']
)
def test_marks_line_ends_and_quotes_do_not_matter(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == (Site(id="a", area=1),)


def test_a_cell_keeps_its_line_ends_spaces_and_quotes(tmp_path: Path) -> None:
    sites = (Site(id=" a ", note='"x"\r\ny\nz,;\r'),)
    assert read(tmp_path, mi.records_to_csv(sites).encode()) == sites


def test_empty_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    assert len(read(tmp_path, b"id,area\n\na,1\n,\nb,2\n\n")) == 2
    with pytest.raises(mi.FileError, match="Row 4, column 'area'"):
        read(tmp_path, b"id,area\na,1\n,\nb,x\n")


def test_an_empty_cell_is_none_or_the_default(tmp_path: Path) -> None:
    assert read(tmp_path, b"id,area,staff,codes,label_fr\na,,,,\n") == (Site(id="a"),)


def test_numbers_may_be_written_in_every_plain_way(tmp_path: Path) -> None:
    found = read(tmp_path, b"id,area,staff\na,+1.50,5.0\nb, 1e3 ,1e2\nc,.5,7\nd,5.,0\n")
    assert [(site.area, site.staff) for site in found] == [(1.5, 5), (1000.0, 100), (0.5, 7), (5.0, 0)]


def test_columns_may_have_names_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text("code,nom_fr,nom_ar,Surface\nS1,Forge,x,2\n", encoding="utf-8")
    (site,) = mi.records_from_csv(path, Site, {"code": "id", "nom": "label", "Surface": "area"})
    assert site == Site(id="S1", label={"fr": "Forge", "ar": "x"}, area=2)


def test_a_template_is_the_header_that_is_read_back(tmp_path: Path) -> None:
    assert read(tmp_path, mi.csv_template(Site, delimiter=";").encode(), delimiter=";") == ()
    assert mi.csv_template(Site) == mi.records_to_csv([], Site) == "id,label_fr,label_en,area,staff,codes,note\r\n"
