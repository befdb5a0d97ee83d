"""A folder behind an address (S3 and what else fsspec knows): listed, read and written whole.

fsspec's drivers raise whatever their libraries raise. Here alone it is caught, and told as
:class:`StoreRefused` in words for the user. Credentials and endpoints come from the
environment of each machine, never from us.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from wenming_docs.cluster.address import scheme_of
from wenming_docs.errors import OutputRefused, WrongUse
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

INSTALL = "pip install 'wenming-docs[cluster]'"
LARGEST = 64 * 1024 * 1024
"""Bytes of one file: what a facts file may have at most, twice a photograph."""
_PUT_IS_WHOLE = frozenset(
    ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "cos", "obs", "tos", "memory")
)
"""Stores where an object appears at once or not at all; elsewhere a new name is moved into place."""


class StoreRefused(OutputRefused):
    """A store could not be reached, read or written; the message names the address."""


@dataclass(frozen=True, slots=True)
class Store:
    """One folder of a store; ``names`` below are relative to it, with ``/`` between their parts."""

    address: str
    fs: AbstractFileSystem
    root: str

    def show(self, name: str) -> str:
        """The address of ``name``, as the user would write it."""
        return f"{self.address}/{name}" if name else self.address

    def top(self) -> dict[str, int | None]:
        """Name → bytes of what lies directly in the folder, in order; None for a folder.

        Raises WrongUse where there is no such folder.
        """
        try:
            entries = self.fs.ls(self.root, detail=True)
        except FileNotFoundError as error:
            raise WrongUse(f"找不到“{self.address}”") from error
        except Exception as error:
            raise self._refused("", error) from error
        found = {self._name(entry["name"]): entry for entry in entries}
        return {
            name: None if found[name]["type"] == "directory" else int(found[name].get("size") or 0)
            for name in sorted(filter(is_sound, found))
        }

    def _named(self, found: Mapping[str, dict[str, Any]]) -> dict[str, int]:
        named = {self._name(path): int(entry.get("size") or 0) for path, entry in sorted(found.items())}
        return {name: size for name, size in named.items() if is_sound(name)}

    def size(self, name: str) -> int | None:
        """Bytes of the file ``name``; None where there is no such file."""
        try:
            entry = self.fs.info(self._path(name))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except Exception as error:
            raise self._refused(name, error) from error
        return int(entry.get("size") or 0) if entry["type"] == "file" else None

    def below(self, name: str) -> dict[str, int]:
        """All files below the folder ``name``, as name → bytes; none where there is no such folder."""
        try:
            return self._named(self.fs.find(self._path(name), detail=True))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except Exception as error:
            raise self._refused(name, error) from error

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """The content of each file that is there, read side by side."""
        # cat() would take * and [ in a name for a pattern.
        try:
            answers = self.fs.cat_ranges([self._path(name) for name in names], None, None, on_error="return")
        except Exception as error:
            raise self._refused(names[0], error) from error
        content = {}
        for name, answer in zip(names, answers, strict=True):
            if isinstance(answer, bytes):
                content[name] = answer
            elif not isinstance(answer, FileNotFoundError | IsADirectoryError):
                raise self._refused(name, answer) from answer
        return content

    def write(self, files: Mapping[str, bytes]) -> None:
        """Each name holds its bytes afterwards, whole; written side by side where the store can."""
        if scheme_of(self.address) in _PUT_IS_WHOLE:
            try:
                self.fs.pipe({self._path(name): data for name, data in files.items()})
            except Exception as error:
                raise self._refused(next(iter(files)), error) from error
            return
        for name, data in files.items():
            self._move_in(name, data)

    def _move_in(self, name: str, data: bytes) -> None:
        path = PurePosixPath(self._path(name))
        temporary = str(path.with_name(f".wenming-{secrets.token_hex(6)}.tmp"))
        try:
            self.fs.makedirs(str(path.parent), exist_ok=True)
            self.fs.pipe_file(temporary, data)
            self.fs.mv(temporary, str(path))
        except Exception as error:
            raise self._refused(name, error) from error

    def remove(self, names: Sequence[str]) -> None:
        """These files are gone afterwards."""
        for name in names:
            try:
                self.fs.rm_file(self._path(name))
            except FileNotFoundError:
                continue
            except Exception as error:
                raise self._refused(name, error) from error

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}" if name else self.root

    def _name(self, path: str) -> str:
        """A driver's full path as a name below the root."""
        return str(path).removeprefix(self.root).lstrip("/")

    def _refused(self, name: str, error: Exception) -> StoreRefused:
        return StoreRefused(f"“{self.show(name)}”{_cause(error)}")


def open_store(address: str) -> Store:
    """The store behind ``address``; nothing is asked of it yet.

    Raises WrongUse naming what to install, or that there is no such kind of address.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise WrongUse(f"网址“{address}”要用 fsspec 打开，它还没有装：{INSTALL}") from None
    scheme = scheme_of(address)
    if "::" in address or not scheme:
        raise WrongUse(f"不认得“{address}”这样的网址；写成 s3://桶/文件夹，或者一个路径")
    try:
        # One transfer for a file: with more, s3fs asks for its size before it gets it.
        options = {"max_concurrency": 1} if scheme in ("s3", "s3a") else {}
        fs, root = url_to_fs(address.rstrip("/"), use_listings_cache=False, **options)
    except (ImportError, ModuleNotFoundError) as error:
        package = "s3fs" if scheme in ("s3", "s3a") else error.name or str(error)
        cure = INSTALL if package == "s3fs" else f"装上打开它的那个包再试（{package}）"
        raise WrongUse(f"打不开 {scheme}:// 的网址：{cure}") from None
    except ValueError:
        raise WrongUse(f"不认得 {scheme}:// 这种网址：能用 s3://，或 fsspec 认得的其他网址") from None
    except Exception as error:
        raise StoreRefused(f"“{address}”{_cause(error)}") from error
    return Store(address.rstrip("/"), fs, str(root).rstrip("/"))


def is_sound(name: str) -> bool:
    """Whether ``name`` may be made below a folder: an object may be called ``a/../../b``, a file may not."""
    parts = name.split("/")
    return bool(name) and not any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts)


_CAUSES = {
    "NoCredentialsError": "没有给访问密钥：设好 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY（每台机器都要）",
    "EndpointConnectionError": "连不上：检查网络和 AWS_ENDPOINT_URL（每台机器都要）",
    "PermissionError": "没有权限：检查访问密钥和桶的授权",
    "FileNotFoundError": "找不到：检查桶的名字",
}


def _cause(error: Exception) -> str:
    """Why a driver failed; its own words where we have none."""
    for kind in type(error).__mro__:
        if known := _CAUSES.get(kind.__name__):
            return known
    return f"出错了：{type(error).__name__} {error}"[:300]
