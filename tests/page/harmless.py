"""What no document of ours may hold, looked for in every part of a package: written apart from the writer."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATED = (
    *("officeDocument", "core-properties", "custom-properties", "styles", "settings", "fontTable", "theme"),
    *("numbering", "header", "footer", "footnotes", "endnotes", "image", "hyperlink", "chart", "package"),
)
FIELDS = (
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"),
    *("REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "IF", "TITLE", "AUTHOR", "SUBJECT", "="),
)
PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|custom)\.xml|word/([\w/-]+/)?[\w-]+\.(xml|xml\.rels|"
    r"png|jpeg|gif|bmp|tiff|emf|wmf)|word/embeddings/chart\d+\.xlsx"
)
ACTIVE = (
    *("object", "control", "altChunk", "subDoc", "OLEObject", "movie", "attachedTemplate", "mailMerge"),
    *("saveThroughXslt", "ffData", "fldData", "dataBinding", "embedRegular", "printerSettings", "docVars"),
    *("audioFile", "videoFile", "contentPart", "script", "frameset"),
)
ADDRESS = re.compile(r"(?i)^\s*(file|javascript|vbscript|mhtml|ftp|ppaction|res|ms-[a-z]+):|^\s*\\\\|^\s*//")


def dangers(docx: bytes) -> list[str]:
    """Each thing in ``docx`` that reaches outside, runs, or is not known to be harmless."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = ["two parts of one name"] if len({name.lower() for name in names}) < len(names) else []
    found += [f"part {name}" for name in names if not PARTS.fullmatch(name)]
    for name, data in parts.items():
        if name.endswith(".rels"):
            found += _relations(name, data, parts)
        elif name.endswith(".xml"):
            found += _content(name, etree.fromstring(data))
        elif name.endswith(".xlsx"):
            found += _workbook(name, data)
    related = b"".join(data for name, data in parts.items() if name.endswith(".rels"))
    pictures = [name for name in names if name.startswith("word/media/")]
    return found + [f"orphan {name}" for name in pictures if posixpath.basename(name).encode() not in related]


def _workbook(name: str, data: bytes) -> list[str]:
    """What the workbook of a chart may not hold: formulas, links, connections, programs."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {inner: archive.read(inner) for inner in archive.namelist()}
    words = (b"<f>", b"<f ", b'TargetMode="External"', b"ddeLink", b"oleLink", b"<definedName")
    found = [f"{name}!{inner}: {word!r}" for inner, text in parts.items() for word in words if word in text]
    return found + [f"{name}!{i}" for i in parts if re.search(r"(?i)external|connection|vba|query|\.bin", i)]


def _relations(name: str, data: bytes, parts: dict[str, bytes]) -> list[str]:
    found = []
    folder = posixpath.dirname(posixpath.dirname(name))
    ids = []
    for each in etree.fromstring(data):
        ids.append(each.get("Id"))
        kind, target = each.get("Type", "").rsplit("/", 1)[-1], each.get("Target", "")
        if kind not in RELATED:
            found.append(f"{name}: relation {kind}")
        if each.get("TargetMode", "Internal") != "Internal":
            if kind != "hyperlink" or not target.startswith(("http://", "https://", "mailto:")):
                found.append(f"{name}: outside {kind} {target}")
        elif posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/") not in parts:
            found.append(f"{name}: leads nowhere {target}")
    return found + (["two relations of one id"] if len(set(ids)) < len(ids) else [])


def _content(name: str, root: etree._Element) -> list[str]:
    found = []
    for element in root.iter():
        local = etree.QName(element).localname
        if local in ACTIVE:
            found.append(f"{name}: {local}")
        for key, value in element.attrib.items():
            attribute = etree.QName(str(key)).localname
            if ADDRESS.search(str(value)) or attribute in ("href", "src", "action", "althref", "gfxdata"):
                found.append(f"{name}: {local}/@{attribute} {value!s}")
            if str(key) == R + "link":
                found.append(f"{name}: r:link")
    return found + [f"{name}: field {code}" for code in fields_of(root) if not _known(code)]


def fields_of(root: etree._Element) -> list[str]:
    """The instructions of all fields, with ⟨⟩ where another field stands in one; broken ones as "?"."""
    done, under_way = [], []
    for element in root.iter(W + "fldChar", W + "instrText", W + "delInstrText", W + "fldSimple"):
        kind = element.get(W + "fldCharType")
        if element.tag == W + "fldSimple":
            done.append(element.get(W + "instr", ""))
        elif element.tag != W + "fldChar":
            if not under_way:
                done.append("?")
            elif not under_way[-1][1]:
                under_way[-1][0] += element.text or ""
        elif kind == "begin":
            if under_way and not under_way[-1][1]:
                under_way[-1][0] += "⟨⟩"
            under_way.append(["", False])
        elif not under_way:
            done.append("?")
        elif kind == "separate":
            under_way[-1][1] = True
        else:
            done.append(under_way.pop()[0])
    return done + ["?"] * len(under_way)


def _known(code: str) -> bool:
    words = code.strip().replace("\\", " \\").split()
    return bool(words) and words[0] in FIELDS or code.strip().startswith("=")
