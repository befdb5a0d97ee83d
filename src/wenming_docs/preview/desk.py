"""The one worker of a preview: reads the facts after each save, draws what is looked at, checks the whole.

Everything it finds goes into one frozen :class:`State`, which the server hands out. There is one
worker only, and before the slow part it looks whether something newer has been saved: the newest wins.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType

from wenming_docs.confined import check_file, foreign_folder, run_confined
from wenming_docs.errors import InvalidInput, OutputRefused, WenmingError
from wenming_docs.facts.model import Workspace
from wenming_docs.facts.source.files import display_name
from wenming_docs.findings import Finding, Severity
from wenming_docs.pipeline import Options, Outcome, check_read, read_workspace
from wenming_docs.preview.drawing import Drawn, Page, draw, draw_file, files_of
from wenming_docs.preview.menu import Choice, Menu, build_menu, first_choice
from wenming_docs.preview.telling import Told, count, tell
from wenming_docs.preview.watching import PAUSE, Watcher
from wenming_docs.records import dataclass

_MOST_PAGES = 24
_ATTENTION = 60.0
"""Seconds that a document counts as looked at after a page has asked for it."""
_BUG = "程序出错，细节在命令行窗口里；改一改再保存，或者重新启动预览"
_HEAD_START = 0.1
"""Seconds in which pages fetch what was drawn, before checking all documents takes the processor."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known: ``revision`` counts readings, ``version`` every change of anything here.

    ``pages`` are the last good ones by label; ``drawn`` holds the revision each label was last tried at,
    ``errors`` what stood in its way then. ``checked`` is the revision that ``findings`` belong to.
    """

    version: int = 0
    revision: int = 0
    busy: bool = True
    read_at: str = ""
    menu: Menu = Menu()
    first: str = ""
    readable: bool = False
    pages: MappingProxyType[str, Page] = field(default_factory=lambda: MappingProxyType({}))
    drawn: MappingProxyType[str, int] = field(default_factory=lambda: MappingProxyType({}))
    errors: MappingProxyType[str, list[Told]] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Told, ...] = ()
    counts: MappingProxyType[str, int] = field(default_factory=lambda: MappingProxyType({}))
    checked: int = 0
    trouble: str = ""


class Desk:
    """Works in a thread of its own from :meth:`start` to :meth:`stop`; the other methods are for the server.

    ``published`` is called in the worker's thread after each change of :attr:`state`.
    """

    def __init__(self, path: Path, options: Options, published: Callable[[], None] = lambda: None) -> None:
        self.state = State()
        self.published = published
        self._path = path
        self._name = display_name(path)
        self._options = options
        self._watcher = Watcher(path, options.templates)
        self._wanted: dict[str, float] = {}
        self._workspace: Workspace | None = None
        self._wake = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="preview", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """No more looks; a reading under way is left to end by itself."""
        self._ended = True
        self._wake.set()

    def ask(self, id: str) -> Choice | None:
        """The document with this id; if it was not drawn from the newest reading yet, it will be."""
        choice = self.state.menu.find(id or self.state.first)
        now = time.monotonic()
        if choice:
            awake = {old: asked for old, asked in self._wanted.items() if now - asked < _ATTENTION}
            self._wanted = dict(list({**awake, choice.id: now}.items())[-_MOST_PAGES:])
        if choice and self.state.drawn.get(choice.label) != self.state.revision:
            self._wake.set()
        return choice

    # the worker

    def _work(self) -> None:
        while not self._ended:
            try:
                self._round()
            except Exception:  # a bug of reading or checking: the next save is tried again
                traceback.print_exc(file=sys.stderr)
                self._publish(busy=False, trouble=_BUG)
            self._wake.wait(PAUSE)
            self._wake.clear()

    def _round(self) -> None:
        """Draws and checks anew if something was saved, or draws what somebody has begun to look at."""
        changed = self._watcher.look()
        while changed and not self._ended:
            if self.state.revision:
                self._publish(busy=True)
                self._watcher.settle()
            changed = self._read()
        if self._workspace is not None:
            self._draw(self._workspace)
        if self.state.busy:
            self._publish(busy=False)

    def _read(self) -> bool:
        """Reads, draws and checks; whether something changed meanwhile, so that it has to be done again."""
        revision = self.state.revision + 1
        now = time.strftime("%H:%M:%S")
        facts, refused = self._facts()
        menu, first = self.state.menu, self.state.first
        if facts is not None:
            menu = build_menu(facts, self._options.period)
            first = self._first(facts, menu)
        self._workspace = facts
        grown = self._watcher.follow(
            files_of(facts, self._path.parent) if facts else refused.texts if refused else ()
        )
        self._publish(
            revision=revision, read_at=now, menu=menu, first=first, readable=facts is not None, trouble=""
        )
        if facts is not None:
            self._draw(facts)
        time.sleep(_HEAD_START)
        if self._watcher.look() or grown:
            return True
        self._check(facts, refused)
        return self._watcher.look()

    def _facts(self) -> tuple[Workspace | None, InvalidInput | None]:
        try:
            return read_workspace(self._path), None
        except InvalidInput as error:
            return None, error

    def _first(self, facts: Workspace, menu: Menu) -> str:
        try:
            return first_choice(facts, menu, self._options)
        except WenmingError:  # nothing of that kind or period any more
            return menu.documents[0][0] if menu.documents else ""

    def _draw(self, facts: Workspace) -> None:
        """Draws each document that is looked at and was not drawn from this reading yet."""
        for id in self._wanted or [self.state.first]:
            choice = self.state.menu.find(id)
            if choice and self.state.drawn.get(choice.label) != self.state.revision:
                self._keep(choice.label, self._drawn(facts, choice), facts)

    def _drawn(self, facts: Workspace, choice: Choice) -> Drawn:
        """The document; a bug is shown whole in the terminal, and not met again before the next save."""
        foreign = foreign_folder(self._path, self._options)
        try:
            if foreign is None:
                return draw(facts, choice, self._path, self._options)
            return run_confined(draw_file, self._path, choice, self._options, folder=foreign)
        except InvalidInput as error:  # templates that went too far
            return Drawn(None, error.findings)
        except OutputRefused as error:  # no process for them
            return Drawn(None, (Finding("", Severity.ERROR, str(error)),))
        except Exception:
            traceback.print_exc(file=sys.stderr)
            return Drawn(None, (Finding("", Severity.ERROR, _BUG),))

    def _keep(self, label: str, drawn: Drawn, facts: Workspace) -> None:
        pages, errors = dict(self.state.pages), dict(self.state.errors)
        if drawn.page:
            pages.pop(label, None)
            pages[label] = drawn.page
        for old in list(pages)[:-_MOST_PAGES]:
            del pages[old]
        errors[label] = tell(drawn.errors, facts.texts, self._name)
        self._publish(
            pages=MappingProxyType(pages),
            errors=MappingProxyType(errors),
            drawn=MappingProxyType({**self.state.drawn, label: self.state.revision}),
        )

    def _check(self, facts: Workspace | None, refused: InvalidInput | None) -> None:
        def read() -> Workspace:
            if facts is None:
                raise refused or InvalidInput(())
            return facts

        options = replace(self._options, kind=None, period=None)
        if foreign_folder(self._path, options) is None:
            outcome = check_read(read, self._path, options)
        else:
            outcome = _confined_check(self._path, options)
        findings: tuple[Finding, ...] = outcome.findings
        self._publish(
            findings=tuple(tell(findings, outcome.texts, self._name)),
            counts=MappingProxyType(count(findings)),
            checked=self.state.revision,
        )

    def _publish(self, **changes: object) -> None:
        self.state = replace(self.state, version=self.state.version + 1, **changes)  # type: ignore[arg-type]
        self.published()


def _confined_check(path: Path, options: Options) -> Outcome:
    """What a check in the process for foreign templates finds, or why it was stopped."""
    try:
        return check_file(path, options)
    except InvalidInput as stopped:
        return Outcome(path, (), stopped.findings, stopped.texts)
    except OutputRefused as error:
        return Outcome(path, (), (Finding("", Severity.ERROR, str(error)),), {})
