"""The engine Tantivy: the only room that imports it.

A meeting is one document. Its words are tokens as `segment.word_term` makes them, with their
positions; each zone is a field of its own beside the field of all words. `clauses` says what is
wanted, Tantivy counts, scores and orders.

| file | what it does |
|---|---|
| `index` | what `port.Index` promises |
| `fields` | gaps, numbers to order by |
| `writing` | documents into a version of the folder |
| `reading` | a version, open |
| `natives` | clauses → Tantivy's queries |
| `search` | one query: grades, scores, pages |
"""

from giaoban_cli.index.tantivy.index import TantivyIndex

__all__ = ["TantivyIndex"]
