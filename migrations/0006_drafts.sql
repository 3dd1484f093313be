-- What moderators have begun and not finished, which questions they closed, and who wants to hear when one can be answered.
--
-- Both databases read this file: only text and bigint. Ids are Discord's snowflakes as text; times are RFC 3339 text.

-- Something that a moderator works on in steps: a draft before it is proposed, a file of records before it is taken in. It
-- goes when it is done or given up, else with everything else that is old.
create table sketch (
    -- The id of the interaction that began it: the same event twice begins one.
    id text primary key,
    guild text not null,
    author text not null,
    -- 'draft' or 'import'.
    kind text not null check (kind in ('draft', 'import')),
    -- What is worked on: JSON of a draft with its article, or the records of a file as JSON Lines.
    body text not null,
    time text not null
);

create index sketch_guild on sketch (guild, time);
create index sketch_author on sketch (author);

-- When and why moderators closed a question; '' while it is open. Asked again, it is counted and stays closed.
alter table gap add column closed_time text not null default '';
alter table gap add column closed_reason text not null default '';

-- Somebody who pressed "tell me" under a question without an answer: told once, then the row goes.
create table gap_asker (
    guild text not null,
    -- The gap's.
    reading text not null,
    user_id text not null,
    -- The question in that person's words.
    question text not null,
    -- The interface's language in which to tell.
    language text not null,
    time text not null,
    -- When a process took it on to tell it (RFC 3339), or '': one that dies in between is followed by another after a while.
    claimed text not null,
    primary key (guild, reading, user_id)
);

create index gap_asker_user on gap_asker (user_id);
