"""Where templates lie: the office's own folders first, then the ones that ship with wenming.

A template has a name such as ``实施方案/正文.md.j2``. The same name in an office's folder hides
ours; ``内置/实施方案/正文.md.j2`` always means ours, so that an office can extend what it hides.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound

from wenming_docs.blocks.markup import CLOSE, OPEN
from wenming_docs.words.template.faults import NOT_FOUND, UNREADABLE, TemplateFault

BUILTIN_PREFIX = "内置/"
MAX_TEMPLATE_BYTES = 1_000_000
SUFFIX = ".j2"
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What no editor shows and no document can hold; line breaks and tabs are none of it."""


def builtin_templates() -> Path:
    """The folder of the templates that ship with wenming.

    An installed wheel holds them inside the package; a checkout holds one copy at its root,
    which an editable install therefore reads too.
    """
    package = Path(__file__).resolve().parents[2]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parents[1] / "templates"


def is_builtin(file: str) -> bool:
    """Whether ``file`` is one of our own templates."""
    return Path(file).resolve().is_relative_to(builtin_templates().resolve())


def find_template(name: str, folders: Sequence[Path]) -> Path | None:
    """The file of the template ``name``, searched in ``folders`` and then among ours.

    Raises TemplateFault for names that would leave the folders.
    """
    refuse_escape(name)
    if name.startswith(BUILTIN_PREFIX):
        name, folders = name.removeprefix(BUILTIN_PREFIX), ()
    for folder in (*folders, builtin_templates()):
        file = folder / name
        if _lies_in(file, folder):
            return file
        if _is_there(file):
            hint = "换成模板文件夹里的普通文件；不用它就删去"
            raise TemplateFault(UNREADABLE, f"模板“{file}”不是普通文件，或指到了文件夹外面", hint)
    return None


def template_names(folders: Sequence[Path] = (), *, builtin: bool = True) -> tuple[str, ...]:
    """The names of all templates in ``folders`` and, with ``builtin``, of ours; sorted."""
    names = {
        file.relative_to(folder).as_posix()
        for folder in (*folders, *((builtin_templates(),) if builtin else ()))
        for file in folder.rglob(f"*{SUFFIX}")
        if _lies_in(file, folder)
    }
    return tuple(sorted(names))


def refuse_escape(name: str) -> None:
    """Raise TemplateFault unless ``name`` is a plain relative path with forward slashes."""
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts) or any(sign in name for sign in '\\:\0*?"<>|'):
        raise TemplateFault(
            NOT_FOUND,
            f"模板名“{name}”不能用",
            "模板名写成“文件夹/文件.md.j2”，不能用绝对路径、“..”或反斜杠",
            needle=name,
        )


def _is_there(file: Path) -> bool:
    """Whether something of that name lies there. Raises TemplateFault where nobody lets us look."""
    try:
        file.lstat()
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.ELOOP, errno.EIO):
            raise _unreadable(file) from error
        return False
    except ValueError:
        return False
    return True


def unreadable_folders(folder: Path) -> list[Path]:
    """The folders below ``folder`` that cannot be listed or entered: what they hold is not looked at."""
    refused: list[OSError] = []
    shut: set[Path] = set()
    for inside, folders, _ in os.walk(folder, onerror=refused.append):
        below = (Path(inside, name) for name in folders)
        shut.update(path for path in below if not path.is_symlink() and not os.access(path, os.X_OK))
    return sorted(shut.union(Path(error.filename) for error in refused))


def _unreadable(file: Path) -> TemplateFault:
    return TemplateFault(UNREADABLE, f"模板“{file}”读不出来", "看看它和所在文件夹的访问权限")


def _lies_in(file: Path, folder: Path) -> bool:
    """Whether ``file`` is a regular file that, links followed, lies inside ``folder``."""
    try:
        return stat.S_ISREG(file.stat().st_mode) and file.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def read_template(file: Path) -> str:
    """The text of a template file. Raises TemplateFault if it is too large or not UTF-8."""
    try:
        with file.open("rb") as opened:  # a template of 100 GB is not read to find that out
            data = opened.read(MAX_TEMPLATE_BYTES + 1)
    except OSError as error:
        raise TemplateFault(UNREADABLE, f"模板“{file.name}”读不出来", "看看它的访问权限") from error
    if len(data) > MAX_TEMPLATE_BYTES:
        raise TemplateFault(UNREADABLE, f"模板“{file.name}”超过1MB", "把模板拆成几个文件，用 include 引入")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateFault(UNREADABLE, f"模板“{file.name}”不是UTF-8编码", "用编辑器另存为UTF-8") from error
    if OPEN in text or CLOSE in text:
        raise TemplateFault(UNREADABLE, f"模板“{file.name}”里有保留字符U+E000或U+E001", "删去这个字符")
    if unseen := _UNSEEN.search(text):
        line = text.count("\n", 0, unseen.start()) + 1
        raise TemplateFault(
            UNREADABLE,
            f"模板“{file.name}”第{line}行有控制字符，不像是文字",
            "换成文字写的模板，或删去这个字符",
        )
    return text


class FolderLoader(BaseLoader):
    """Reads templates from some folders; the working folder is never one of them by itself."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Text, file name, and a test that the file is still the same and still the first found."""
        file = find_template(template, self.folders)
        if file is None:
            raise TemplateNotFound(template)
        state = _state(file)
        hiding = _hiding(template, file, self.folders)

        def unchanged() -> bool:
            return _state(file) == state and not any(map(os.path.exists, hiding))

        return read_template(file), file.as_posix(), unchanged

    def list_templates(self) -> list[str]:
        return list(template_names(self.folders))


def _hiding(name: str, file: Path, folders: Sequence[Path]) -> tuple[Path, ...]:
    """The files that, once they exist, come before ``file`` under the same name."""
    if name.startswith(BUILTIN_PREFIX):
        return ()
    candidates = [folder / name for folder in folders]
    return tuple(candidates[: candidates.index(file)] if file in candidates else candidates)


def _state(file: Path) -> tuple[int, int]:
    """What changes whenever somebody saves the file."""
    try:
        status = file.stat()
    except OSError:
        return (0, -1)
    return status.st_mtime_ns, status.st_size
