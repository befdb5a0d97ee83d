"""Around the body: title, recipients, signature, masthead, imprint, page settings."""

from __future__ import annotations

from wenming_docs.blocks import FontSet, Imprint, Inlines, Masthead, PageSettings, Signature, Text, inlines
from wenming_docs.facts.kinds import Family
from wenming_docs.findings import SourceText, sourced
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import resolve
from wenming_docs.words.contexts.subject import compose_title
from wenming_docs.zh import BadDate, parse_date
from wenming_docs.zh.lazy import lazy_pattern

PENDING = lazy_pattern(r"(?:(\d{4})年)?(?:(\d{1,2})月)?\s*待签")


def title(composer: Composer, issued: str = "") -> SourceText:
    """The title as written, else composed; 【待填：标题】 in a draft without a subject."""
    if composer.document.title:
        return composer.show(resolve(composer, composer.document.title))
    found = compose_title(composer.workspace, composer.document, composer.kind, composer.period, issued)
    return composer.show(found) if found else composer.phrase("【待填：标题】")


def address(composer: Composer, text: SourceText | None) -> SourceText | None:
    """主送 or 称谓 without its colon, which the template writes."""
    return composer.show(str(resolve(composer, text)).rstrip("：: "), text) if text else None


def signature(composer: Composer) -> Signature | None:
    """落款; reports without a date or 落款 have none, and a speech only the one it asks for."""
    document, unit = composer.document, composer.workspace.unit
    if [str(name) for name in document.signed_by] == ["无"]:
        return None
    if composer.kind.family is Family.SPEECH and not document.signed_by:
        return None
    names = document.signed_by or ((unit.name,) if unit.name else ())
    formal = any(need.paths == ("document.issue_date",) for need in composer.kind.required)
    if not (document.signed_by or document.issue_date or formal):
        return None
    signed = tuple(inlines(composer.show(name)) for name in names)
    if not signed:
        signed = (inlines(composer.phrase("【待填：署名】")),)
    date: Inlines = ()
    if document.issue_date:
        date = inlines(composer.show(date_text(composer, document.issue_date), document.issue_date))
    elif formal:
        date = inlines(composer.phrase("【待填：成文日期】"))
    return Signature(signed, date, bool(document.seal))


def subtitle(composer: Composer) -> SourceText | None:
    """题注 as written; else the date of a speech, which nobody signs, in brackets."""
    document = composer.document
    if document.subtitle:
        return composer.show(resolve(composer, document.subtitle))
    if composer.kind.family is Family.SPEECH and document.issue_date and not document.signed_by:
        return composer.show(f"（{date_text(composer, document.issue_date)}）", document.issue_date)
    return None


def date_text(composer: Composer, text: SourceText) -> SourceText:
    """成文日期 as printed: 2026年3月18日; 2026年3月待签 leaves the day blank for the signer."""
    if "待填" in text:
        return text
    if pending := PENDING.fullmatch(str(text)):
        year = pending[1] or str(composer.workspace.year or "")
        month = f"{int(pending[2])}月" if pending[2] else "  月"
        if not year:
            composer.error("F011", "日期没有年份", "写成“2026年3月待签”", text.origin)
        return sourced(f"{year}年{month}  日", text)
    try:
        day = parse_date(text)
    except BadDate as error:
        composer.error("F010", str(error), "改成日历上有的日期", text.origin)
        return text
    if day is None:
        composer.error(
            "F010", f"“{text}”不是完整的日期", "写成“2026年3月18日”；没签就写“2026年3月待签”", text.origin
        )
        return text
    year = day.year or composer.workspace.year
    if year is None:
        composer.error("F011", "日期没有年份", "写上年份，或在“创建”下写“年度: 2026”", text.origin)
        return text
    return sourced(f"{year}年{day.month}月{day.day}日", text)


def masthead(composer: Composer) -> tuple[Masthead, ...] | None:
    """版头, when the document has one."""
    facts = composer.document.masthead
    if facts is None:
        return None
    composer.require(tuple(getattr(facts, name) for name in type(facts).model_fields))
    unit = composer.workspace.unit.name
    marks = facts.issuer_mark or ((unit,) if unit else ())
    suffix = "文件" if facts.mark_suffix and not str(marks[-1] if marks else "").endswith("文件") else ""
    shown = [Text(str(composer.show(mark)), mark.origins) for mark in marks]
    if shown and suffix:
        shown[-1] = Text(shown[-1].text + suffix, shown[-1].origins)
    secret = facts.security_classification
    if secret and facts.classified_for:
        secret = sourced(f"{secret}★{facts.classified_for}", secret, facts.classified_for)
    return (
        Masthead(
            tuple(shown),
            _inlines(composer, facts.document_number),
            tuple(Text(str(composer.show(signer)), signer.origins) for signer in facts.signers),
            _inlines(composer, facts.copy_number),
            _inlines(composer, secret),
            _inlines(composer, facts.urgency),
        ),
    )


def imprint(composer: Composer) -> tuple[Imprint, ...] | None:
    """版记, when the document has one."""
    facts = composer.document.imprint
    if facts is None:
        return None
    unit = composer.workspace.unit.name
    date = date_text(composer, facts.print_date) if facts.print_date else None
    copies = (
        sourced(str(facts.copy_recipients).rstrip("。"), facts.copy_recipients)
        if facts.copy_recipients
        else None
    )
    office = facts.printing_office or (unit if date else None)
    return (Imprint(_inlines(composer, office), _inlines(composer, date), _inlines(composer, copies)),)


def _inlines(composer: Composer, text: SourceText | None) -> Inlines:
    return inlines(composer.show(text)) if text else ()


def settings(composer: Composer) -> PageSettings:
    """版式: the fonts the office asks for."""
    facts = composer.document.page
    if facts is None:
        return PageSettings()
    fonts = FontSet.GB2312
    if facts.fonts:
        try:
            fonts = FontSet(str(facts.fonts).lower())
        except ValueError:
            known = "、".join(FontSet)
            composer.error("F033", f"没有叫“{facts.fonts}”的字体组", f"可以写：{known}", facts.fonts.origin)
    return PageSettings(fonts, str(facts.latin_font or ""))


__all__ = ["address", "date_text", "imprint", "masthead", "settings", "signature", "title"]
