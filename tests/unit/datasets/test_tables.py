import pytest

from mcda_industry.datasets.tables import packaged_json, packaged_records, packaged_text
from mcda_industry.domain.regions import Region
from mcda_industry.errors import FileError

COLUMNS = {"region_code": "id", "name": "label"}


def test_labels_by_language_meet_in_one_field() -> None:
    first, *_ = packaged_records("morocco_2025", "regions.csv", Region, COLUMNS)
    assert dict(first.label) == {"fr": "Tanger-Tétouan-Al Hoceïma", "en": "Tangier-Tetouan-Al Hoceima"}


def test_a_file_that_is_not_shipped_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(FileError, match=r"no file 'region.csv'; did you mean 'regions.csv'"):
        packaged_text("morocco_2025", "region.csv")


@pytest.mark.parametrize("name", ["../morocco.py", "/etc/passwd", "", "."])
def test_a_file_outside_the_data_set_is_refused(name: str) -> None:
    with pytest.raises(FileError, match="has no file"):
        packaged_text("morocco_2025", name)


def test_a_data_set_that_is_not_shipped_is_refused() -> None:
    with pytest.raises(FileError, match="'morocco_2026' has no file"):
        packaged_json("morocco_2026", "criteria.json")
