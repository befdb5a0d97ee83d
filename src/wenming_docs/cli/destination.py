"""Where documents go: ``-o`` as a file or a folder, and one safe name for each document."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wenming_docs.errors import WrongUse
from wenming_docs.output import is_unusable, name_key, plan_file_names, refuse_outside
from wenming_docs.records import dataclass
from wenming_docs.writing import FORMATS

if TYPE_CHECKING:
    from wenming_docs.pipeline import Outcome
    from wenming_docs.writing import Rendered
DEFAULT_FOLDER = "输出"
# A folder may well be called 输出.2026; these endings are files, but of kinds we do not write.
_OTHER_FILES = frozenset(
    (".doc", ".wps", ".wpt", ".dotx", ".odt", ".rtf", ".txt", ".xls", ".et", ".htm")
    + (".yaml", ".yml", ".json")
)


@dataclass(frozen=True, slots=True)
class Destination:
    """``file`` if one document was asked for by name; else ``folder``, or 输出 beside each YAML."""

    formats: tuple[str, ...]
    file: Path | None = None
    folder: Path | None = None


def choose_destination(output: str | None, formats: tuple[str, ...]) -> Destination:
    """What ``-o`` and ``--format`` mean together; :class:`WrongUse` when they contradict each other."""
    asked = formats or FORMATS[:1]
    if output is None:
        return Destination(asked)
    path = Path(output)
    suffix = path.suffix.lower()
    is_folder = os.path.isdir(output)
    if suffix in _OTHER_FILES and not is_folder:
        known = "、".join("." + name for name in FORMATS)
        raise WrongUse(f"-o 不能写成“{suffix}”文件，可以是 {known}；没有后缀的是文件夹")
    if suffix[1:] not in FORMATS or output.endswith(("/", "\\")) or is_folder:
        return Destination(asked, folder=path)
    if formats not in ((), (suffix[1:],)):
        raise WrongUse(f"-o 的后缀“{suffix}”与 --format {','.join(formats)} 不一致，去掉其中一个")
    if is_unusable(path.name):
        raise WrongUse(f"-o 的“{path.name}”在 Windows 上不能作文件名，换一个")
    return Destination((suffix[1:],), file=path)


def plan_paths(destination: Destination, outcomes: Sequence[Outcome]) -> list[tuple[Path, Rendered]]:
    """Each document with its path; no two share one, also where capitals count as small letters.

    Documents of one YAML that would share a name are numbered; those of two YAML files are
    refused with :class:`WrongUse`, because neither may silently take the other's place.
    """
    if destination.file is not None:
        return _single(destination.file, [one for outcome in outcomes for one in outcome.documents])
    planned: list[tuple[Path, Rendered]] = []
    owners: dict[tuple[str, str], Path] = {}
    for outcome in outcomes:
        folder = destination.folder or default_folder(outcome.path.parent)
        for path, rendered in _in_folder(folder, outcome.documents):
            owner = owners.setdefault((os.path.realpath(folder), name_key(path.name)), outcome.path)
            if owner != outcome.path:
                raise WrongUse(
                    f"“{owner}”和“{outcome.path}”都要写成“{path}”："
                    "给其中一个改名，或用 -o 分别写到不同的文件夹"
                )
            planned.append((path, rendered))
    return planned


def default_folder(home: Path) -> Path:
    """输出 in the folder of a plan; OutputRefused where a link leads out of that: nobody has asked for it."""
    folder = home / DEFAULT_FOLDER
    refuse_outside(folder, home)
    return folder


def _single(file: Path, documents: Sequence[Rendered]) -> list[tuple[Path, Rendered]]:
    if len(documents) > 1:
        names = "、".join(dict.fromkeys(document.stem for document in documents))
        raise WrongUse(
            f"-o 是一个文件，这里却有 {len(documents)} 份文稿（{names}）："
            "用 --kind、--period 选出一份，或让 -o 是文件夹"
        )
    return [(file, document) for document in documents]


def _in_folder(folder: Path, documents: Sequence[Rendered]) -> list[tuple[Path, Rendered]]:
    names = plan_file_names([(document.stem, document.suffix) for document in documents])
    return [(folder / name, document) for name, document in zip(names, documents, strict=True)]
