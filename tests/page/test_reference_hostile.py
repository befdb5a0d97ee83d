"""A reference document brings along how something looks, and nothing that runs or reaches outside."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

from tests.page.harmless import dangers, fields_of
from tests.page.test_reference import assert_whole, office_document, packed, parts_of
from tests.page.variants import load_variants
from wenming_docs.blocks import Manuscript, Paragraph, inlines
from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Severity
from wenming_docs.page.word import left_out, write_docx
from wenming_docs.pipeline import Options, render_file

VARIANTS = load_variants()
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:zz="urn:somebody:else"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OUTSIDE = ' TargetMode="External"'
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
WORDS = "青石街道专用"
MANUSCRIPT = Manuscript((Paragraph(inlines("请贯彻落实。")),))
Related = tuple[str, str, str]  # id, kind, target; outside where the id begins with x


office = lru_cache(maxsize=1)(office_document)


def relations(entries: list[Related]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{OUTSIDE if id.startswith('x') else ''}/>"
        for id, kind, target in entries
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'.encode()


def with_header(content: str, *related: Related, **more: bytes) -> bytes:
    """An office's document whose header holds ``content`` besides its words."""
    parts = parts_of(office())
    header = next(name for name in parts if name.startswith("word/header") and b"<w:t>" in parts[name])
    parts[header] = f"<w:hdr {NAMESPACES}>{content}<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:hdr>".encode()
    parts[f"word/_rels/{header.removeprefix('word/')}.rels"] = relations(list(related))
    parts.update((name.replace("__", "/").replace("_dot_", "."), data) for name, data in more.items())
    return packed(parts)


def run(text: str) -> str:
    return f"<w:p><w:r>{text}</w:r></w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str, name: str = "instrText") -> str:
    return f"<w:r><w:{name}>{text}</w:{name}></w:r>"


def complex_field(*codes: str, shown: str = "原样") -> str:
    inner = "".join(each if each.startswith("<") else code(each) for each in codes)
    result = f"{mark('separate')}<w:r><w:t>{shown}</w:t></w:r>"
    return f"<w:p>{mark('begin')}{inner}{result}{mark('end')}</w:p>"


def picture(blip: str) -> str:
    return run(
        '<w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="图"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="图"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill>{blip}<a:stretch/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing>"
    )


def header_of(docx: bytes) -> etree._Element:
    parts = parts_of(docx)
    return next(
        etree.fromstring(data)
        for name, data in parts.items()
        if name.startswith("word/header") and WORDS.encode() in data
    )


NESTED = f"{mark('begin')}{code(' QUOTE 68 68 69 ')}{mark('end')}"
DELETED = code(" DDE cmd x ", "delInstrText")
HOSTILE = {
    "DDEAUTO": (with_header(complex_field(r' DDEAUTO c:\\windows\\cmd.exe "/k calc" ')), "L033"),
    "DDE in pieces": (with_header(complex_field(" D", "D", "E cmd x ")), "L033"),
    "DDE in small letters": (with_header(complex_field(" dde cmd x ")), "L033"),
    "DDE spelt by another field": (with_header(complex_field(NESTED, " cmd ")), "L033"),
    "DDE begun by hand, ended by another field": (with_header(complex_field(" D", NESTED)), "L033"),
    "DDE in a deletion": (
        with_header(complex_field(f'<w:del w:id="9" w:author="甲">{DELETED}</w:del>')),
        "L033",
    ),
    "DDE without an end": (with_header(f"<w:p>{mark('begin')}{code(' DDE cmd x ')}</w:p>"), "L033"),
    "DDE in a page number": (
        with_header(complex_field(" IF ", f"{mark('begin')}{code(' DDE c x ')}{mark('end')}", " = 1 ")),
        "L033",
    ),
    **{
        name.split()[0]: (with_header(complex_field(f" {name} ")), "L033")
        for name in (
            r'INCLUDETEXT "\\\\evil\\x.docx"',
            'INCLUDEPICTURE "http://evil.example/p.png"',
            "LINK Excel.Sheet.12 x.xlsx",
            "IMPORT x.png",
            "MACROBUTTON AutoOpen 点这里",
            'HYPERLINK "file:///C:/x.exe"',
            "AUTOTEXT x",
            "DATABASE x",
            "EMBED Word.Document.12",
            "FILLIN 姓名",
            "DOCVARIABLE x",
            "GOTOBUTTON x y",
            "RD x.docx",
        )
    },
    "a simple field": (
        with_header('<w:p><w:fldSimple w:instr=" DDE c x "><w:r><w:t>原样</w:t></w:r></w:fldSimple></w:p>'),
        "L033",
    ),
    "an OLE object": (
        with_header(
            run(
                '<w:object><v:shape id="s"><v:imagedata r:id="i"/></v:shape>'
                '<o:OLEObject Type="Embed" ProgID="Package" ShapeID="s" r:id="o"/></w:object>'
            ),
            ("o", "oleObject", "embeddings/oleObject1.bin"),
            ("i", "image", "media/i.png"),
            word__embeddings__oleObject1_dot_bin=b"MZ",
            word__media__i_dot_png=PIXEL,
        ),
        "L033",
    ),
    "a control": (
        with_header(
            run('<w:pict><w:control r:id="c" w:name="x"/></w:pict>'),
            ("c", "control", "activeX/activeX1.xml"),
            word__activeX__activeX1_dot_xml=b"<x/>",
        ),
        "L033",
    ),
    "an embedded file": (
        with_header(
            '<w:altChunk r:id="a"/>', ("a", "aFChunk", "x.mht"), word__x_dot_mht=b"<script>1</script>"
        ),
        "L033",
    ),
    "a subdocument": (
        with_header('<w:p><w:subDoc r:id="x1"/></w:p>', ("x1", "subDocument", "x.docx")),
        "L033",
    ),
    "a linked picture": (
        with_header(picture('<a:blip r:link="x1"/>'), ("x1", "image", "http://evil.example/i.png")),
        "L034",
    ),
    "a picture embedded by an outside relation": (
        with_header(picture('<a:blip r:embed="x1"/>'), ("x1", "image", r"\\evil\i.png")),
        "L034",
    ),
    "an old picture from outside": (
        with_header(
            run('<w:pict><v:shape id="s"><v:imagedata r:id="x1" o:href="file://x"/></v:shape></w:pict>'),
            ("x1", "image", "file:///etc/passwd"),
        ),
        "L034",
    ),
    "a link to a file": (
        with_header(
            '<w:p><w:hyperlink r:id="x1"><w:r><w:t>原样</w:t></w:r></w:hyperlink></w:p>',
            ("x1", "hyperlink", "file:///C:/x.exe"),
        ),
        "L034",
    ),
    "a link on a picture": (
        with_header(
            picture('<a:blip r:embed="i"/>').replace(
                'name="图"/><a:', 'name="图"><a:hlinkClick r:id="x1"/></wp:docPr><a:'
            ),
            ("i", "image", "media/i.png"),
            ("x1", "hyperlink", "javascript:alert(1)"),
            word__media__i_dot_png=PIXEL,
        ),
        "L034",
    ),
    "a picture that is a program": (
        with_header(
            picture('<a:blip r:embed="i"/>'), ("i", "image", "media/i.png"), word__media__i_dot_png=b"MZ\x90"
        ),
        "L034",
    ),
    "a picture of another folder": (
        with_header(picture('<a:blip r:embed="i"/>'), ("i", "image", "../../../etc/passwd")),
        "L034",
    ),
    "a chart": (
        with_header(
            picture("").replace("<pic:pic>", '<c:chart r:id="c"/><pic:pic>'),
            ("c", "chart", "charts/chart1.xml"),
            word__charts__chart1_dot_xml=b"<x/>",
        ),
        "L035",
    ),
    "unknown markup": (with_header("<w:p><zz:run cmd='calc'/></w:p>"), "L035"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_in_a_header_runs_or_reaches_outside(name: str) -> None:
    reference, told = HOSTILE[name]
    written = write_docx(MANUSCRIPT, reference=reference)
    assert dangers(written) == []
    assert WORDS in "".join(header_of(written).itertext())
    assert told in {finding.code for finding in left_out(reference)}
    assert all("页眉" in finding.message and finding.hint for finding in left_out(reference))


def test_the_eye_of_these_tests_sees_the_dangers() -> None:
    seen = {
        name for name, (reference, _) in HOSTILE.items() if any("header" in d for d in dangers(reference))
    }
    assert set(HOSTILE) - seen == {"a picture that is a program", "a chart", "unknown markup"}


@pytest.mark.parametrize("name", ["DDEAUTO", "DDE in pieces", "a simple field", "a link to a file"])
def test_what_a_field_or_link_shows_stays_as_text(name: str) -> None:
    header = header_of(write_docx(MANUSCRIPT, reference=HOSTILE[name][0]))
    assert "".join(header.itertext()) == "原样" + WORDS


def test_page_numbers_dates_and_cross_references_stay() -> None:
    inner = f"{mark('begin')}{code(' PAGE ')}{mark('separate')}<w:r><w:t>3</w:t></w:r>{mark('end')}"
    kept = [
        r" PAGE \* MERGEFORMAT ",
        "NUMPAGES",
        " STYLEREF 标题 ",
        r' DATE \@ "yyyy年M月d日" ',
        " REF x \\h ",
    ]
    fields = "".join(map(complex_field, kept)) + complex_field(" = ", inner, " - 1 ")
    simple = '<w:p><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>'
    reference = with_header(fields + simple)
    header = header_of(write_docx(MANUSCRIPT, reference=reference))
    assert fields_of(header) == [*kept, " PAGE ", " = ⟨⟩ - 1 ", " NUMPAGES "]
    assert left_out(reference) == ()


def test_pictures_and_links_to_the_web_stay() -> None:
    link = '<w:p><w:hyperlink r:id="x1"><w:r><w:t>网站</w:t></w:r></w:hyperlink></w:p>'
    reference = with_header(
        picture('<a:blip r:embed="i" r:link="x2"/>') + link,
        ("i", "image", "media/i.png"),
        ("x1", "hyperlink", "https://www.example.cn/"),
        ("x2", "image", "http://evil.example/i.png"),
        word__media__i_dot_png=PIXEL,
    )
    written = write_docx(MANUSCRIPT, reference=reference)
    assert dangers(written) == []
    assert PIXEL in parts_of(written).values()
    targets = [
        data for name, data in parts_of(written).items() if "header" in name and name.endswith(".rels")
    ]
    assert [b"https://www.example.cn/" in data for data in targets] == [True]
    assert [finding.code for finding in left_out(reference)] == ["L034"]


def test_wrappers_go_and_what_they_hold_stays() -> None:
    bound = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>青石</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    written = write_docx(MANUSCRIPT, reference=with_header(bound))
    assert "".join(header_of(written).itertext()) == "青石" + WORDS
    assert dangers(written) == []


def changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts = parts_of(office())
    change(parts)
    return packed(parts)


def add_to(part: str, before: bytes, text: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        declared = text.replace("/>", f" {NAMESPACES}/>", 1) if text.endswith("/>") else text
        assert before in parts[part]
        parts[part] = parts[part].replace(before, declared.encode() + before, 1)

    return change


def relate(part: str, *entries: Related, **more: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        inner = relations(list(entries)).split(b">", 1)[1].removesuffix(b"</Relationships>")
        end = b"</Relationships>"
        parts[part] = parts[part].replace(end, inner + end)
        parts.update((name.replace("__", "/").replace("_dot_", "."), data) for name, data in more.items())

    return change


MAIN_RELATIONS = "word/_rels/document.xml.rels"
WHOLE = {
    "a template that is attached": (
        add_to("word/settings.xml", b"</w:settings>", '<w:attachedTemplate r:id="x1"/>'),
        "L034",
    ),
    "a mail merge": (
        add_to("word/settings.xml", b"</w:settings>", '<w:mailMerge w:x="1"/>'),
        "L034",
    ),
    "a conversion when saving": (
        add_to("word/settings.xml", b"</w:settings>", '<w:saveThroughXslt r:id="x1"/>'),
        "L034",
    ),
    "variables of a document": (add_to("word/settings.xml", b"</w:settings>", "<w:docVars/>"), None),
    "macros": (
        relate(MAIN_RELATIONS, ("v", "vbaProject", "vbaProject.bin"), word__vbaProject_dot_bin=b"MZ"),
        "L033",
    ),
    "keys for macros": (
        relate(MAIN_RELATIONS, ("k", "keyMapCustomizations", "c.xml"), word__c_dot_xml=b"<x/>"),
        "L033",
    ),
    "a ribbon of its own": (
        relate("_rels/.rels", ("u", "extensibility", "customUI/u.xml"), customUI__u_dot_xml=b"<x/>"),
        "L033",
    ),
    "an embedded font": (
        add_to(
            "word/fontTable.xml",
            b"</w:fonts>",
            f'<w:font w:name="小标宋" {NAMESPACES}><w:embedRegular r:id="f"/></w:font>',
        ),
        "L035",
    ),
    "web settings": (
        relate(MAIN_RELATIONS, ("y", "webSettings", "w.xml"), word__w_dot_xml=b"<frameset/>"),
        None,
    ),
    "another part under the name of ours": (
        relate(MAIN_RELATIONS, ("wmId1", "oleObject", "embeddings/x.bin"), word__embeddings__x_dot_bin=b"MZ"),
        None,
    ),
    "a footer that is none": (
        relate(MAIN_RELATIONS, ("q", "footer", "q.xml"), word__q_dot_xml=b"<svg/>"),
        "L035",
    ),
    "a header outside the package": (
        relate(MAIN_RELATIONS, ("x9", "header", "http://evil.example/h.xml")),
        None,
    ),
    "data for content controls": (
        relate(
            MAIN_RELATIONS, ("d", "customXml", "../customXml/item1.xml"), customXml__item1_dot_xml=b"<x/>"
        ),
        None,
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_hangs_on_the_document_but_its_look(name: str) -> None:
    change, told = WHOLE[name]
    reference = changed(change)
    written = write_docx(MANUSCRIPT, reference=reference)
    assert dangers(written) == []
    assert_whole(parts_of(written))
    assert {finding.code for finding in left_out(reference)} == ({told} if told else set())


@pytest.mark.parametrize("name", ["word/../../x.xml", "/etc/passwd", "word/header1.xml", "WORD/STYLES.XML"])
def test_a_part_with_a_hostile_name_never_gets_into_ours(name: str) -> None:
    parts = parts_of(office())
    reference = packed(parts) if name in parts else packed({**parts, name: b"<x/>"})
    try:
        written = write_docx(MANUSCRIPT, reference=reference)
    except InvalidInput as error:
        assert [finding.code for finding in error.findings] == ["L002"]
    else:
        assert dangers(written) == []


def test_every_variant_of_our_own_is_harmless() -> None:
    for variant in VARIANTS.values():
        assert dangers(write_docx(variant.manuscript)) == []
    assert left_out(office_document()) == ()


PLAN = """\
单位:
  名称: 云山市青石街道办事处
创建:
  荣誉: 文明单位
  年度: 2026
任务:
  - 名称: 清理楼道
    内容: 逐楼清理。
文稿:
  - 文种: 实施方案
    日期: 2026年3月18日
"""


def test_what_is_left_out_is_told_at_the_name_of_the_reference(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    options = Options(reference=HOSTILE["DDEAUTO"][0], reference_name="样本.docx")
    outcome = render_file(plan, options)
    assert [
        (str(finding.origin), finding.severity, finding.code, finding.message)
        for finding in outcome.findings
        if finding.code.startswith("L03")
    ] == [("样本.docx:1:1", Severity.WARNING, "L033", "参考文档的页眉里有“DDEAUTO”域，没有照搬")]
    assert len(outcome.documents) == 1
