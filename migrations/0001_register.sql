-- The register: records as they stand, and every step by which they came to stand so.
--
-- Both databases read this file: only text and bigint, no default that one of them lacks. Dates are EDTF text, times
-- RFC 3339 text. Forward only; an applied file is never edited, the next number follows.

-- A record as it stands, the current edition of each (guild, id).
create table incident (
    -- Whose record: '' is the shared register, else the Discord id of the guild whose overlay it is.
    guild text not null,
    -- The record's own id, stable and never reused: a retracted record keeps its row, so that its id stays taken.
    id text not null,
    -- 'current' or 'retracted'. Text rather than a flag: a third state must not need a second column.
    state text not null check (state in ('current', 'retracted')),
    -- The whole record as JSON (config/register/FORMAT.md), claims and sources included. They have no tables of their own:
    -- questions are answered from a snapshot in memory, so no query looks inside a record, and a record that is always
    -- written whole cannot lose a claim between two tables.
    record text not null,
    -- The sequence of the revision that made it so. Unique, hence also the order in which records are loaded page by page.
    revision bigint not null,
    primary key (guild, id)
);

create unique index incident_revision on incident (revision);

-- Every change ever made. Rows are only added: history, revert and the followers of other processes rest on that.
create table revision (
    -- Counts from 1 without gaps, in the order in which changes became visible (see counter).
    sequence bigint primary key,
    guild text not null,
    incident_id text not null,
    -- How the record stood after the change.
    state text not null check (state in ('current', 'retracted')),
    -- Who made it, why, and when (RFC 3339, by the clock of the process that wrote it; the order is sequence's).
    author text not null,
    reason text not null,
    time text not null,
    -- The whole record after the change: any revision can be shown or restored without replaying those before it.
    record text not null,
    foreign key (guild, incident_id) references incident (guild, id)
);

-- For the history of one record.
create index revision_incident on revision (guild, incident_id, sequence);

-- The last sequence given out. A writer locks its row before anything else and holds it until it commits, so revisions
-- become visible in the order of their numbers and a follower that asks "what came after N" misses none. A sequence or
-- autoincrement column would not do: its numbers are given out before, and become visible in any order at, the commit.
create table counter (
    name text primary key,
    value bigint not null
);

insert into counter (name, value) values ('revision', 0);
