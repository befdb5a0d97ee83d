"""A document that was edited in Word, back into the facts it was made from."""

from wenming_docs.pulling.choosing import Wanted, choose, plans_beside
from wenming_docs.pulling.pull import Along, Change, Pulled, pull, pull_document

__all__ = ["Along", "Change", "Pulled", "Wanted", "choose", "plans_beside", "pull", "pull_document"]
