"""Files are written whole or not at all, and read with a clear refusal."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mcda_industry as mi
from mcda_industry.io import read_text, write_all
from mcda_industry.io.files import slug

NEW = {"a.json": "new a", "b.json": "new b", "c.json": "new c"}
OLD = {"a.json": b"old a\r\n", "c.json": b"\xff\xfe old c"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder where two of the three files stand already."""
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class FailsAt:
    """A function that raises a full-disk error at its k-th call."""

    def __init__(self, real: Callable[..., Any], k: int) -> None:
        self.real, self.left = real, k

    def __call__(self, *args: Any, **options: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.real(*args, **options)


class FullFile:
    """An open file on a disk that is full."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> "FullFile":
        return self

    def __exit__(self, *what: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> None:
        self.file.write(content[:2])
        self.file.flush()
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_failure_at_any_step_leaves_every_old_file_byte_for_byte(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, k: int
) -> None:
    owner = os if step == "fsync" else Path
    failing = FailsAt(getattr(owner, step), k)

    def fail(*args: Any, **options: Any) -> Any:  # a function, so that it binds as a method
        return failing(*args, **options)

    monkeypatch.setattr(owner, step, fail)
    with pytest.raises(
        mi.FileError, match="cannot be written: No space left on device. Nothing was changed"
    ) as refusal:
        write_all(folder, NEW, overwrite=True)
    monkeypatch.undo()
    assert refusal.value.code == "unwritable"
    assert contents(folder) == OLD


@pytest.mark.parametrize("k", [1, 2, 3])
def test_a_disk_that_fills_while_writing_leaves_every_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, k: int
) -> None:
    real, opened = Path.open, 0

    def open_(self: Path, *args: Any, **options: Any) -> Any:
        nonlocal opened
        opened += 1
        file = real(self, *args, **options)
        return FullFile(file) if opened == k else file

    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises(mi.FileError, match="No space left"):
        write_all(folder, NEW, overwrite=True)
    monkeypatch.undo()
    assert contents(folder) == OLD


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("k", [1, 2, 3])
def test_an_interruption_leaves_every_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException], k: int
) -> None:
    real, calls = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == k:
            raise stop
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(stop):
        write_all(folder, NEW, overwrite=True)
    monkeypatch.undo()
    assert contents(folder) == OLD


def test_texts_are_written_as_utf_8_with_one_kind_of_line_end(tmp_path: Path) -> None:
    paths = write_all(tmp_path / "new" / "folder", {"é.txt": "été\nà\r\n"})
    assert [path.name for path in paths] == ["é.txt"]
    assert paths[0].read_bytes() == "été\nà\r\n".encode()


def test_bytes_are_written_as_they_are_beside_texts(tmp_path: Path) -> None:
    paths = write_all(tmp_path, {"a.png": b"\x89\xff\r\n", "a.txt": "é"})
    assert [path.read_bytes() for path in paths] == [b"\x89\xff\r\n", "é".encode()]


def test_files_that_are_there_already_are_kept_unless_told(folder: Path) -> None:
    with pytest.raises(mi.FileError, match="'a.json', 'c.json' stands in .* already") as refusal:
        write_all(folder, NEW)
    assert refusal.value.code == "exists"
    assert contents(folder) == OLD
    write_all(folder, NEW, overwrite=True)
    assert contents(folder) == {name: text.encode() for name, text in NEW.items()}


@pytest.mark.parametrize("name", ["../a", "sub/a", "/etc/a", "", ".", "..", "a/", "a\0b", "a\\b", "C:a"])
def test_a_name_that_leads_elsewhere_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(mi.FileError, match="is not a plain file name") as refusal:
        write_all(folder, {"b.json": "b", name: "x"}, overwrite=True)
    assert refusal.value.code == "bad_name"
    assert contents(folder) == OLD


def test_a_folder_that_is_a_file_is_refused(folder: Path) -> None:
    with pytest.raises(mi.FileError, match="cannot be written"):
        write_all(folder / "a.json", {"x": "x"})
    assert contents(folder) == OLD


def test_a_name_taken_by_a_folder_is_refused_and_the_others_are_put_back(folder: Path) -> None:
    (folder / "taken").mkdir()
    with pytest.raises(mi.FileError, match="cannot be written"):
        write_all(folder, {"a.json": "new", "taken": "x"}, overwrite=True)
    (folder / "taken").rmdir()
    assert contents(folder) == OLD


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user without all rights"
)
def test_a_folder_without_write_permission_is_refused(folder: Path) -> None:
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(mi.FileError, match="cannot be written: Permission denied"):
        write_all(folder, NEW, overwrite=True)
    folder.chmod(stat.S_IRWXU)
    assert contents(folder) == OLD


def test_a_folder_that_refuses_new_files_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(mi.FileError, match=f"{folder.name}' cannot be written: Permission denied"):
        write_all(folder, NEW, overwrite=True)
    monkeypatch.undo()
    assert contents(folder) == OLD


def test_new_files_can_be_read_by_those_the_system_lets_read(tmp_path: Path) -> None:
    (path,) = write_all(tmp_path, {"a.json": "{}"})
    (tmp_path / "plain").write_text("{}")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_no_texts_write_nothing(tmp_path: Path) -> None:
    assert write_all(tmp_path, {}) == ()


@pytest.mark.parametrize("text", [bytearray(b"{}"), None, 5])
def test_what_is_no_text_is_refused_by_the_name_of_its_file(folder: Path, text: Any) -> None:
    with pytest.raises(mi.FileError, match="'b.json' .*text"):
        write_all(folder, {"a.json": "new", "b.json": text}, overwrite=True)
    assert contents(folder) == OLD


def test_text_that_utf_8_cannot_hold_is_refused_and_nothing_is_written(folder: Path) -> None:
    with pytest.raises(mi.FileError, match="'b.json'"):
        write_all(folder, {"a.json": "new", "b.json": "lone \ud800 surrogate"}, overwrite=True)
    assert contents(folder) == OLD


@pytest.mark.parametrize("content", [b"caf\xc3\xa9", b"\xef\xbb\xbfcaf\xc3\xa9"], ids=["plain", "byte order mark"])
def test_text_is_read_with_or_without_a_byte_order_mark(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert read_text(tmp_path / "a.txt") == read_text(str(tmp_path / "a.txt")) == "café"


@pytest.mark.parametrize("content", [b"caf\xe9", "café".encode("utf-16"), b"\x80"], ids=["latin", "utf-16", "binary"])
def test_a_file_that_is_no_utf_8_text_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(mi.FileError, match=r"a\.txt' is not UTF-8 text. Save it as UTF-8") as refusal:
        read_text(tmp_path / "a.txt")
    assert refusal.value.code == "not_text"


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(mi.FileError, match=r"There is no file '.*none\.json'. Check the path") as refusal:
        read_text(tmp_path / "none.json")
    assert refusal.value.code == "no_file"


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000])
def test_a_path_that_can_be_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(mi.FileError):
        read_text(path)


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(mi.FileError, match="cannot be read"):
        read_text(tmp_path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Étude n° 1 / Forge", "etude-n-1-forge"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "file"),
        ("", "file"),
        ("CON", "con"),
        ("a" * 300, "a" * 80),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_a_slug_is_a_plain_file_name(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_new_folder_is_gone_again_when_writing_fails(tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(mi.FileError, match="No space left on device"):
        write_all(tmp_path / "new", {"a.json": "{}"})
    assert not (tmp_path / "new").exists()
