"""What may come along from an office's own .docx: the names that only say how something looks.

A list of what is harmless, because lists of what is not grow old. What stands in neither list of a part
is left out and told; what stands in ``QUIET`` says nothing on paper and does nothing, and is left out
without a word.
"""

from __future__ import annotations

from wenming_docs.page.word.parts import OFFICE, W

R = OFFICE
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 (its usual prefix)
W10 = "urn:schemas-microsoft-com:office:word"
_WORD = "http://schemas.microsoft.com/office/word/2010/"
W14, WP14, WPS, WPG, WPC = (
    _WORD + name
    for name in (
        "wordml",
        "wordprocessingDrawing",
        "wordprocessingShape",
        "wordprocessingGroup",
        "wordprocessingCanvas",
    )
)
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


LOOKS = frozenset((A, M, WP, PIC, W14, WP14, WPS, WPG, WPC))
"""Vocabularies of shapes and formulas: they reach outside by relationships alone, and those are judged."""

_PROPERTIES = """
    pPr pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr ilvl numId suppressLineNumbers
    pBdr top left bottom right start end between bar insideH insideV tl2br tr2bl shd tabs tab
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
    adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection
    textAlignment textboxTightWrap outlineLvl cnfStyle pPrChange
    rPr rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    vanish webHidden color w kern position sz szCs highlight u effect bdr fitText vertAlign rtl cs em lang
    eastAsianLayout specVanish oMath rPrChange
    tblPr tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW tblCellSpacing
    tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange tblPrEx
    tblPrExChange trPr gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader hidden trPrChange
    tcPr tcW gridSpan hMerge vMerge tcBorders noWrap tcMar tcFitText vAlign hideMark tcPrChange cellMerge
    cellIns cellDel headers
"""
_TEXT = """
    p r t delText br cr tab ptab sym noBreakHyphen softHyphen pgNum dayShort dayLong monthShort monthLong
    yearShort yearLong footnoteRef endnoteRef separator continuationSeparator fldSimple fldChar instrText
    delInstrText hyperlink bookmarkStart bookmarkEnd ins del moveFrom moveTo moveFromRangeStart
    moveFromRangeEnd moveToRangeStart moveToRangeEnd numberingChange drawing pict txbxContent ruby rubyPr
    rubyAlign hps hpsRaise hpsBaseText lid rt rubyBase bdo dir tbl tblGrid gridCol tblGridChange tr tc
"""
SECTION = _names("""
    headerReference footerReference footnotePr endnotePr pos numFmt numStart numRestart type pgSz pgMar
    paperSrc pgBorders top left bottom right lnNumType pgNumType cols col vAlign noEndnote titlePg
    textDirection bidi rtlGutter docGrid
    """)
_SETTINGS = """
    zoom view displayBackgroundShape mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader
    bordersDoNotSurroundFooter gutterAtTop defaultTabStop autoHyphenation consecutiveHyphenLimit
    hyphenationZone doNotHyphenateCaps evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting
    bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing
    displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin
    drawingGridHorizontalOrigin drawingGridVerticalOrigin characterSpacingControl printTwoOnOne
    strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore footnotePr endnotePr pos numFmt numStart
    numRestart footnote endnote compat themeFontLang clrSchemeMapping doNotShadeFormData decimalSymbol
    listSeparator
"""
_STYLES = """
    docDefaults rPrDefault pPrDefault latentStyles lsdException style name aliases basedOn next link
    autoRedefine uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose
    personalReply tblStylePr rsid
"""
_NUMBERING = """
    numPicBullet pict drawing abstractNum nsid multiLevelType tmpl name styleLink numStyleLink lvl start
    numFmt lvlRestart isLgl suff lvlText lvlPicBulletId legacy lvlJc num abstractNumId lvlOverride
    startOverride numIdMacAtCleanup
"""
_CONTENT = _names(_PROPERTIES + _TEXT)
NAMES = {
    "header": _CONTENT,
    "footer": _CONTENT,
    "footnotes": _CONTENT | {"footnote"},
    "endnotes": _CONTENT | {"endnote"},
    "styles": _names(_PROPERTIES + _STYLES),
    "numbering": _names(_PROPERTIES + _NUMBERING),
    "settings": _names(_SETTINGS),
    "fontTable": _names("font altName panose1 charset family notTrueType pitch sig"),
    "theme": frozenset[str](),
    "section": SECTION,
}
"""Kind of part → the names of WordprocessingML that it may hold."""

ROOTS = {
    "header": f"{{{W}}}hdr",
    "footer": f"{{{W}}}ftr",
    "footnotes": f"{{{W}}}footnotes",
    "endnotes": f"{{{W}}}endnotes",
    "styles": f"{{{W}}}styles",
    "numbering": f"{{{W}}}numbering",
    "settings": f"{{{W}}}settings",
    "fontTable": f"{{{W}}}fonts",
    "theme": f"{{{A}}}theme",
}
"""Kind of part → what its root has to be."""

WHERE = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "styles": "样式",
    "numbering": "编号",
    "settings": "设置",
    "fontTable": "字体表",
    "theme": "主题",
    "section": "页面设置",
}

UNWRAPPED = frozenset(("sdt", "sdtContent", "smartTag", "customXml"))
"""Wrappers of which only what they hold is kept."""

QUIET = _names("""
    proofErr lastRenderedPageBreak permStart permEnd commentRangeStart commentRangeEnd commentReference
    annotationRef footnoteReference endnoteReference customXmlPr smartTagPr sdtPr sdtEndPr rsid rsids divId
    bookmarks ffData fldData
    customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd
    customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd
    sectPrChange printerSettings formProt
    writeProtection documentProtection removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
    printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts
    embedSystemFonts saveSubsetFonts saveFormsData hideSpellingErrors hideGrammaticalErrors
    activeWritingStyle proofState formsDesign linkStyles stylePaneFormatFilter stylePaneSortMethod
    documentType revisionView trackRevisions doNotTrackMoves doNotTrackFormatting autoFormatOverride
    styleLockTheme styleLockQFSet defaultTableStyle showEnvelope summaryLength clickAndTypeStyle
    noteTextFormatting savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent
    alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving
    showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults shapeDefaults docVars attachedSchema
    doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown
    smartTagType doNotEmbedSmartTags uiCompat97To2003 noColumnBalance autoCaption
    """)
"""What shows nothing on paper and does nothing: left out without a word."""

QUIET_NAMESPACES = (
    "http://schemas.microsoft.com/office/word/2012/",
    "http://schemas.microsoft.com/office/word/2015/",
    "http://schemas.microsoft.com/office/word/2016/",
    "http://schemas.microsoft.com/office/word/2018/",
    "http://schemas.microsoft.com/office/word/2020/",
    "http://schemas.microsoft.com/office/word/2023/",
    "http://www.wps.cn/",
)

VML_NAMES = {
    V: _names("""
        group shape shapetype rect oval line polyline roundrect arc curve path formulas f stroke fill shadow
        textbox textpath imagedata handles h background image
        """),
    O: _names("lock left top right bottom column extrusion callout skew"),
    W10: _names("wrap anchorlock bordertop borderleft borderright borderbottom"),
}
VML_ATTRIBUTES = _names("""
    id style type path coordsize coordorigin filled fillcolor stroked strokecolor strokeweight adj opacity
    alt title string on fitshape fitpath trim textpathok gradientshapeok fillok strokeok shadowok arrowok
    limo connecttype connectlocs connectangles textboxrect from to points inset insetpen color color2
    weight dashstyle endcap joinstyle linestyle miterlimit endarrow endarrowwidth endarrowlength startarrow
    startarrowwidth startarrowlength gain blacklevel gamma grayscale bilevel chromakey cropleft cropright
    croptop cropbottom embosscolor recolortarget angle focus focusposition focussize method colors size
    origin aspect alignshape position rotate offset offset2 matrix obscured eqn print wrapcoords
    allowincell allowoverlap hr hrstd hrnoshade hrpct hralign class editas arcsize startangle endangle v
    ext spid spt preferrelative connectortype detectmouseclick grouping verticies text aspectratio
    rotation cropping edited side anchorx anchory bordertopcolor borderleftcolor borderbottomcolor
    borderrightcolor bwmode bwpure bwnormal forcedash insetmode dgmlayout dgmnodekind dgmlayoutmru
    relativeposition regroupid oned bullet cliptowrap clip width height switch xrange yrange polar map
    invx invy radiusrange
    """)
"""Attributes of the old drawings (VML) that say how something looks; none that names a place."""

ATTRIBUTES = frozenset((W, W14, WP14, M))
"""Namespaces whose attributes are kept on an element that is kept."""

FIELDS = _names("""
    = PAGE NUMPAGES SECTION SECTIONPAGES DATE TIME CREATEDATE SAVEDATE PRINTDATE REF PAGEREF NOTEREF
    STYLEREF SEQ IF TITLE AUTHOR SUBJECT
    """)
"""Page numbers, dates, cross references, and what reckons with them."""

TOLD = {
    "altChunk": "嵌入的文件",
    "object": "嵌入的对象（OLE）",
    "OLEObject": "嵌入的对象（OLE）",
    "control": "控件（ActiveX）",
    "subDoc": "子文档",
    "movie": "影片",
    "contentPart": "墨迹或嵌入的内容",
    "attachedTemplate": "附加的模板",
    "mailMerge": "邮件合并的数据源",
    "saveThroughXslt": "保存时用的转换文件",
    "schemaLibrary": "外部的架构",
    "frameset": "框架网页",
    "chart": "图表",
    "relIds": "SmartArt 图",
    "audioFile": "声音",
    "wavAudioFile": "声音",
    "videoFile": "影片",
    "quickTimeFile": "影片",
    **dict.fromkeys(("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"), "嵌入的字体"),
}
"""What a maintainer calls some of the things that are left out."""

ACTIVE = _names("altChunk object OLEObject control subDoc movie contentPart ocx")
OUTSIDE = _names("attachedTemplate mailMerge saveThroughXslt schemaLibrary")
