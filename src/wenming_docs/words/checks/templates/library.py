"""The templates that are looked at, each read once, and what is noted about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path

from jinja2 import nodes

from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.records import dataclass
from wenming_docs.words.checks.templates.mend import Parsed, read
from wenming_docs.words.checks.templates.scan import Fault, place_of
from wenming_docs.words.checks.templates.types import Type
from wenming_docs.words.template import find_template
from wenming_docs.words.template.faults import TemplateFault
from wenming_docs.words.template.folders import builtin_templates, read_template


@dataclass(frozen=True, slots=True)
class Source:
    """One template: its name, its file, its text as far as it could be read."""

    name: str
    file: Path
    parsed: Parsed
    checked: bool
    """Whether findings about it are wanted."""

    @property
    def text(self) -> str:
        return self.parsed.text

    @property
    def body(self) -> list[nodes.Node]:
        return self.parsed.tree.body if self.parsed.tree else []

    def __hash__(self) -> int:
        return hash(self.file)


class Library:
    """Templates by name: the folder's own first, then ours. ``folder`` None looks at ours alone."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.folders = (folder,) if folder else ()
        self._files: dict[Path, Source] = {}

    def get(self, name: str) -> Source | None:
        """The template called ``name``. Raises TemplateFault for names and files that cannot be read."""
        file = find_template(name, self.folders)
        if file is None:
            return None
        if file not in self._files:
            own = self.folder or builtin_templates()
            self._files[file] = Source(name, file, read(read_template(file)), file.is_relative_to(own))
        return self._files[file]

    def sources(self) -> tuple[Source, ...]:
        """Every template read so far."""
        return tuple(self._files.values())


Env = dict[str, Type]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where reading stands: the template, its names here, and the blocks and macros around.

    ``stack`` names (template, macro or block), the outermost first.
    """

    source: Source
    env: Env
    stack: tuple[tuple[str, str], ...] = ()

    def with_names(self, env: Env) -> Frame:
        """The same place with other names."""
        return Frame(self.source, env, self.stack)


@dataclass(slots=True)
class Notes:
    """What was found, and which facts were printed where."""

    library: Library
    found: dict[Finding, None] = field(default_factory=dict)
    printed: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    names: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    read: set[Source] = field(default_factory=set)
    silent: int = 0

    def add(
        self,
        code: str,
        source: Source,
        node: nodes.Node | tuple[int, int],
        message: str,
        hint: str = "",
        *,
        severity: Severity = Severity.ERROR,
        shift: int = 0,
    ) -> None:
        """Note something about a place of a template."""
        if self.silent or not source.checked:
            return
        line, column = place_of(node.lineno, source.text) if isinstance(node, nodes.Node) else node
        origin = Origin(source.file.as_posix(), line, column + shift, source.name)
        self.found.setdefault(Finding(code, severity, message, hint, origin))

    def fault(self, source: Source, fault: Fault) -> None:
        self.add(fault.code, source, (fault.line, fault.column), fault.message, fault.hint)

    def refused(self, source: Source, node: nodes.Node, fault: TemplateFault) -> None:
        """A name or file that could not be used."""
        self.add(fault.code, source, node, fault.message, fault.hint)


def own_names(folder: Path) -> Iterator[str]:
    """The names of all templates in a folder, those in 内置 too: they can never be reached."""
    for file in sorted(folder.rglob("*.j2")):
        yield file.relative_to(folder).as_posix()


def assigned(targets: Sequence[nodes.Node]) -> Iterator[str]:
    """The names that assignment targets give."""
    for target in targets:
        if isinstance(target, nodes.Name):
            yield target.name
        elif isinstance(target, nodes.Tuple):
            yield from assigned(target.items)
