"""The tables of the database, and how those of older archives become today's.

In: nothing. Out: statements of SQL.
"""

from __future__ import annotations

SCHEMA = 3
"""Number of the tables' shape; `MIGRATIONS` lead from each to the next."""

TABLES = """
CREATE TABLE meta (
  archive TEXT NOT NULL,
  generation INTEGER NOT NULL
);
CREATE TABLE meeting (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  date TEXT, title TEXT, organisation TEXT, level TEXT, kind TEXT, place TEXT,
  chairs TEXT NOT NULL,
  warnings TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  text_bytes INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  parser INTEGER NOT NULL,
  unit TEXT, filename TEXT,
  unsearched TEXT NOT NULL,
  amended TEXT NOT NULL,
  forgotten INTEGER NOT NULL,
  seal INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  record BLOB NOT NULL,
  text BLOB NOT NULL
);
CREATE INDEX meeting_date ON meeting (date);
CREATE INDEX meeting_changed ON meeting (changed);
CREATE INDEX meeting_fingerprint ON meeting (fingerprint);
CREATE TABLE source (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  path BLOB NOT NULL UNIQUE,
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  stamp TEXT NOT NULL,
  encoding TEXT NOT NULL,
  format TEXT NOT NULL,
  ingested_at TEXT NOT NULL,
  seal INTEGER NOT NULL
);
CREATE INDEX source_meeting ON source (meeting);
CREATE INDEX source_sha256 ON source (sha256);
CREATE TABLE official (
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  parts TEXT NOT NULL,
  PRIMARY KEY (key, name, meeting)
) WITHOUT ROWID;
CREATE INDEX official_meeting ON official (meeting);
CREATE TABLE removed (
  key INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL
);
"""
"""The tables as the first giaoban made them. `source.path` is bytes, for names that are no text.
`removed` remembers meetings that an index may still hold. Keys are never used twice."""

MIGRATIONS = {
    2: """
CREATE TABLE amendment (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting INTEGER REFERENCES meeting (key) ON DELETE CASCADE,
  field TEXT NOT NULL,
  old TEXT NOT NULL,
  new TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  seal INTEGER NOT NULL
);
CREATE INDEX amendment_meeting ON amendment (meeting);
CREATE TABLE purged (
  sha256 TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  seal INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE tally (
  meetings INTEGER NOT NULL
);
INSERT INTO tally SELECT count(*) FROM meeting WHERE NOT forgotten
""",
    3: """
CREATE TABLE band (
  number INTEGER NOT NULL,
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  PRIMARY KEY (number, meeting)
) WITHOUT ROWID;
CREATE INDEX band_meeting ON band (meeting);
CREATE TABLE paper (
  number TEXT NOT NULL,
  meeting INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
  PRIMARY KEY (number, meeting)
) WITHOUT ROWID;
CREATE INDEX paper_meeting ON paper (meeting)
""",
}
"""What is added to the tables, by the schema that has it. `amendment` is the book of all
corrections, never erased from but by a purge: `new` is what holds from then on, NULL what was read.
`purged` holds the hashes of reports that were truly removed: of files, and of what they said.
`tally` tells how many meetings there are: a page that is torn can lose rows without a word. `band`
holds numbers of which reports that are nearly the same share one, `paper` the numbers of official
papers; both are filled when a report is read."""

STAND_INS = {
    "tally": (
        "CREATE TEMP VIEW tally AS SELECT count(*) AS meetings FROM meeting WHERE NOT forgotten"
    )
}
"""What stands for a table in an older database; an empty table stands for the others."""
