"""The engine OpenSearch: an index on servers, shared by archives; only `server` imports its client.

A meeting is one document, as in Tantivy: tokens as `segment.word_term` makes them, with their
positions, each zone a field of its own. Beside meetings stand the words of the index, by which
typed words are understood, and a *state* for each archive, which says what of it holds.

| file | what it does |
|---|---|
| `index` | what `port.Index` promises, for one archive |
| `every` | what can be asked of all archives together |
| `server` | the connection: requests, and errors in our words |
| `bulk` | many documents: batches, patience, what was rejected |
| `documents` | analysed meetings as JSON; what lists show of them |
| `states` | what of an archive holds, and since when |
| `publishing` | one update, all or nothing for readers |
| `dsl` | clauses → OpenSearch's queries |
| `lexicon` | the words of the index |
| `search` | one query: grades, scores, pages |

Fields, analysers and settings stand in `data/opensearch.json`, which is also what an administrator
makes an index of other size with.
"""
