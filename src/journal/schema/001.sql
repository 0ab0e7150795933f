-- Version 1. A number is never given twice, an entry is never changed and never goes.
-- `id` is the entry's 64-bit identity as a signed number; `hash` is blake3(previous hash || text).
-- `private` and `salt` are both NULL where an entry has no private values, or where a copy forgot them.
CREATE TABLE entry (
    seq     INTEGER PRIMARY KEY,
    id      INTEGER NOT NULL UNIQUE,
    text    TEXT NOT NULL,
    private TEXT,
    salt    BLOB,
    hash    BLOB NOT NULL
) STRICT;

CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, 'entries are never changed');
END;

CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'entries never go');
END;
