-- How changes are reviewed before they are made: what people propose, what becomes of it, which record an id that was
-- merged into another leads to, and which claim an objection is about.
--
-- Both databases read this file: only text and bigint. Ids are Discord's snowflakes as text; times are RFC 3339 text.

-- A change to a record that somebody proposes.
create table proposal (
    -- The id of the interaction that brought it: the same event twice makes one proposal.
    id text primary key,
    -- Whose register it is for: '' is the shared one.
    guild text not null,
    -- What is proposed: 'put' (a new edition), 'retract', 'restore', 'merge' (a new edition that takes another record in).
    act text not null check (act in ('put', 'retract', 'restore', 'merge')),
    incident_id text not null,
    -- The whole record as it is to be.
    record text not null,
    -- Which edition it was made from: whose ('' the shared one, which a guild changes for itself only) and its revision; 0
    -- for a new record.
    base_guild text not null,
    base_revision bigint not null,
    -- The record that a merge takes in, with its edition; else '' and 0.
    other_id text not null,
    other_guild text not null,
    other_revision bigint not null,
    -- Who proposes it, why, when; '' once that person wished to be forgotten.
    author text not null,
    reason text not null,
    time text not null,
    -- 'draft' until its author sends it in; then 'in-review'; in the end one of the other three.
    state text not null check (state in ('draft', 'in-review', 'approved', 'rejected', 'withdrawn')),
    -- Counts the changes to it: a reviewer decides on what was shown.
    edition bigint not null,
    -- Who decided, when, with what words; '' until then.
    reviewer text not null,
    decided_time text not null,
    decided_reason text not null,
    -- The revision that an approved one made; else 0.
    revision bigint not null
);

create index proposal_guild on proposal (guild, state, time);
create index proposal_author on proposal (author);

-- An id whose record was merged into another: asking for it finds that one. Never a chain: always to the last one.
create table redirect (
    guild text not null,
    from_id text not null,
    to_id text not null,
    primary key (guild, from_id)
);

create index redirect_to on redirect (guild, to_id);

-- The claim that is objected to (a key of its words), or '' for the whole record; and how it ended.
alter table review_item add column claim text not null default '';
alter table review_item add column outcome text not null default '';
alter table review_item add column reviewer text not null default '';
alter table review_item add column decided_time text not null default '';

create index review_item_incident on review_item (guild, incident_id, state);
create index review_item_author on review_item (author);
