"""One document inspected: all checks over one reading of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wenming_docs.findings import Finding
from wenming_docs.page.inspect.checks_attachments import (
    check_attachment_list,
    check_attachments,
    check_labels,
)
from wenming_docs.page.inspect.checks_footers import check_footers
from wenming_docs.page.inspect.checks_front import check_masthead, check_revisions, check_tables
from wenming_docs.page.inspect.checks_headings import check_headings
from wenming_docs.page.inspect.checks_page import check_characters, check_lines, check_page
from wenming_docs.page.inspect.checks_places import check_empty, check_places
from wenming_docs.page.inspect.checks_signature import check_signature
from wenming_docs.page.inspect.checks_text import check_typefaces
from wenming_docs.page.inspect.checks_title import check_title
from wenming_docs.page.inspect.checks_wording import check_wording
from wenming_docs.page.inspect.faults import Fault, Told, tell
from wenming_docs.page.inspect.package import Package, open_package
from wenming_docs.page.inspect.paper import Paper
from wenming_docs.page.inspect.profile import STANDARD, Profile, standard_profile
from wenming_docs.page.inspect.reading import read_paper
from wenming_docs.page.inspect.telling import tell_roles
from wenming_docs.records import dataclass

Check = Callable[[Paper, Profile], Iterator[Fault]]

CHECKS: tuple[Check, ...] = (
    check_revisions,
    check_page,
    check_lines,
    check_characters,
    check_masthead,
    check_title,
    check_typefaces,
    check_places,
    check_empty,
    check_headings,
    check_footers,
    check_attachment_list,
    check_labels,
    check_attachments,
    check_signature,
    check_tables,
    check_wording,
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a document, and the document for whoever wants to write into a copy of it."""

    package: Package
    paper: Paper
    told: tuple[Told, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in the order of their codes."""
        return tuple(told.finding for told in self.told)


def inspect_document(data: bytes, profile: Profile | None = None) -> Inspection:
    """Everything wrong with a .docx. Raises ``InvalidInput`` with one finding for what is no .docx."""
    package = open_package(data)
    paper = tell_roles(read_paper(package))
    wanted = profile or standard_profile()
    faults = (fault for check in CHECKS for fault in check(paper, wanted))
    office = "" if wanted.name == STANDARD else wanted.name
    return Inspection(package, paper, tuple(tell(faults, office)))
