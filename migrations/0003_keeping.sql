-- What the chat keeps of questions without an answer, for how long it keeps anything, and what becomes of a guild that the
-- bot was removed from.
--
-- Both databases read this file: only text and bigint. Ids are Discord's snowflakes as text; times are RFC 3339 text.

-- Where an answer stands, so that its guild can say for how long it is kept. Those from before have none and go by the default.
alter table posted_answer add column guild text not null default '';

create index posted_answer_guild on posted_answer (guild, time);

-- A question that the register could not answer, for the moderators to fill. Who asked is not kept; the same question asked
-- again, in whatever words, is counted.
create table gap (
    -- Where it was asked; '' is a direct message.
    guild text not null,
    -- How it was read: what is asked, parties, kinds, period. Two questions that are read alike are one gap.
    reading text not null,
    -- 'no-record' or 'no-claim': what is missing.
    reason text not null check (reason in ('no-record', 'no-claim')),
    -- The record that lacks what was asked, else ''.
    incident_id text not null,
    -- The words in which it was asked first.
    question text not null,
    -- How often it was asked, first and last when.
    times bigint not null,
    first_time text not null,
    last_time text not null,
    primary key (guild, reading)
);

create index gap_asked on gap (guild, times, last_time);

-- A guild that the bot was removed from, and when: what is kept of it goes after some time, unless the bot is back by then.
-- Its records stay.
create table left_guild (
    guild text primary key,
    time text not null
);
