"""One part of a foreign .docx, reduced to what only says how something looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from lxml import etree

from wenming_docs.findings import Finding, Severity
from wenming_docs.page.word.kept_fields import mend_fields
from wenming_docs.page.word.kept_names import (
    ACTIVE,
    ATTRIBUTES,
    LOOKS,
    MC,
    NAMES,
    OUTSIDE,
    PIC,
    QUIET,
    QUIET_NAMESPACES,
    TOLD,
    UNWRAPPED,
    VML_ATTRIBUTES,
    VML_NAMES,
    WHERE,
    XML_NAMESPACE,
    A,
    O,
    R,
    V,
)
from wenming_docs.page.word.parts import W
from wenming_docs.records import dataclass

_LINKED = frozenset(
    (f"{{{W}}}hyperlink", f"{{{A}}}hlinkClick", f"{{{A}}}hlinkHover", f"{{{A}}}hlinkMouseOver")
)
_PICTURED = frozenset(f"{{{R}}}{name}" for name in ("id", "embed", "pict"))
_PICTURES = (f"{{{W}}}drawing", f"{{{W}}}pict")
_ALTERNATIVES = frozenset(f"{{{MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
_EXTENSIONS = f"{{{A}}}extLst"
_FLAGS = f"{{{W}}}compat"
_SHOWN = f"{{{A}}}graphicData"
_FEW = {MC: ("Ignorable",), XML_NAMESPACE: ("space", "lang")}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a reference document that is not taken over: its code, where it was, what it is."""

    code: str
    where: str
    what: str

    def finding(self) -> Finding:
        """What is told about it; the place is the file, which the caller knows."""
        message = f"参考文档的{self.where}里有{self.what}，没有照搬"
        return Finding(self.code, _SEVERITIES[self.code], message, _HINTS[self.code])


_SEVERITIES = {"L033": Severity.WARNING, "L034": Severity.WARNING, "L035": Severity.NOTICE}
_HINTS = {
    "L033": "在参考文档里删去它；只要它显示的字，选中后按 Ctrl+Shift+F9 变成文字",
    "L034": "图片用“插入图片”放进参考文档，不用“链接到文件”；链接只写 http、https、mailto",
    "L035": "要印出来的，换成文字、表格或图片；字体装在打印的电脑上",
}


@dataclass(slots=True)
class Sieve:
    """What a part of one kind may hold; ``allowed`` are its relationships: id → ``image``, ``hyperlink`` …

    ``left_out`` grows while parts pass through :meth:`clean`, ``used`` names the relationships that are
    still needed afterwards.
    """

    kind: str
    allowed: Mapping[str, str]
    left_out: list[LeftOut] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def clean(self, root: etree._Element) -> None:
        """Takes out of ``root`` whatever is not in the lists of its kind."""
        self._attributes(root)
        self._children(root)
        for name in mend_fields(root):
            self._tell("L033", name)
        self.used = {
            str(value)
            for element in root.iter()
            for key, value in element.attrib.items()
            if str(key).startswith(f"{{{R}}}")
        }

    def _children(self, parent: etree._Element) -> None:
        for child in list(parent):
            if not isinstance(child.tag, str):
                parent.remove(child)
                continue
            child.tail = None
            name = etree.QName(child)
            if name.namespace == W and name.localname in UNWRAPPED:
                self._children(child)
                _unwrap(child)
            elif not self._is_known(child, name.namespace or "", name.localname):
                _whole_picture(child) if parent.tag == _SHOWN else parent.remove(child)
            else:
                self._keep(child)

    def _keep(self, child: etree._Element) -> None:
        """A child whose name is in the list: what it points at and holds is judged."""
        parent = child.getparent()
        assert parent is not None
        if self._attributes(child):
            self._children(child)
            if child.tag in _ALTERNATIVES and not len(child) and child.tag.endswith("}AlternateContent"):
                parent.remove(child)
        elif child.tag in _LINKED:
            self._children(child)
            _unwrap(child) if child.tag == f"{{{W}}}hyperlink" else parent.remove(child)
        else:
            _whole_picture(child)

    def _is_known(self, element: etree._Element, namespace: str, name: str) -> bool:
        """Whether the element is in the lists; if not, and if it matters, it is told."""
        parent = element.getparent()
        if namespace == W and name in NAMES[self.kind]:
            return True
        if namespace == W and parent is not None and parent.tag == _FLAGS and self.kind == "settings":
            return True  # some seventy on/off flags of layout
        if element.tag in _ALTERNATIVES or name in VML_NAMES.get(namespace, ()):
            return True
        if element.tag == _EXTENSIONS:
            return False  # finer versions of what the element itself says
        if namespace in LOOKS and name not in TOLD:
            return True
        if (name not in QUIET or namespace != W) and not namespace.startswith(QUIET_NAMESPACES):
            self._tell(_code_of(name), TOLD.get(name, f"“{name[:_LONGEST]}”"))
        return False

    def _attributes(self, element: etree._Element) -> bool:
        """Removes attributes that are not in the lists; whether all that it points at may be kept."""
        sound = True
        for key, value in list(element.attrib.items()):
            name = etree.QName(str(key))
            if name.namespace == R:
                wanted = self._wanted(element, str(key))
                if wanted and self.allowed.get(str(value)) == wanted:
                    continue
                del element.attrib[key]
                self._tell("L034", "链接" if element.tag in _LINKED else "不在文档里的图片或对象")
                sound = sound and str(key) == f"{{{R}}}link" and f"{{{R}}}embed" in element.attrib
            elif not _is_look(element, name.namespace, name.localname):
                del element.attrib[key]
        if element.tag in _LINKED and element.tag != f"{{{W}}}hyperlink":
            return sound and f"{{{R}}}id" in element.attrib and "action" not in element.attrib
        return sound

    def _wanted(self, element: etree._Element, key: str) -> str:
        """The kind of relationship that this attribute may name; "" where it may name none."""
        if element.tag in _LINKED:
            return "hyperlink" if key == f"{{{R}}}id" else ""
        if self.kind == "section":
            name = etree.QName(element).localname
            return name.removesuffix("Reference") if name.endswith("Reference") else ""
        return "image" if key in _PICTURED else ""

    def _tell(self, code: str, what: str) -> None:
        self.left_out.append(LeftOut(code, WHERE[self.kind], what))


def clean_section(section: etree._Element, allowed: Mapping[str, str]) -> tuple[set[str], list[LeftOut]]:
    """Reduces a page setup to its lists: the relationships it still names, and what was left out."""
    sieve = Sieve("section", allowed)
    sieve.clean(section)
    return sieve.used, sieve.left_out


def _is_look(element: etree._Element, namespace: str | None, name: str) -> bool:
    """Whether an attribute only says how something looks."""
    own = etree.QName(element).namespace
    if own in VML_NAMES or namespace in (V, O):
        return namespace in (None, V, O, W) and name.lower() in VML_ATTRIBUTES
    if namespace is None:
        return own in LOOKS or own == PIC or element.tag in _ALTERNATIVES
    if namespace in _FEW:
        return name in _FEW[namespace]
    return namespace in ATTRIBUTES


def _code_of(name: str) -> str:
    return "L033" if name in ACTIVE else "L034" if name in OUTSIDE else "L035"


def _unwrap(element: etree._Element) -> None:
    """What an element holds, in its place."""
    parent = element.getparent()
    assert parent is not None
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


def _whole_picture(element: etree._Element) -> None:
    """Removes an element that shows something that is not kept, with the picture it is a piece of."""
    above = next(element.iterancestors(*_PICTURES), None)
    gone = element if above is None else above
    parent = gone.getparent()
    if parent is not None:
        parent.remove(gone)
