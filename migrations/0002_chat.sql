-- What the chat keeps beside the register: how it is to behave where, which of its messages answer which question, and
-- what people object to. No text of a question is kept: what a follow-up needs is read again from the question itself.
--
-- Both databases read this file: only text and bigint. Ids are Discord's snowflakes as text; times are RFC 3339 text.

-- How the bot behaves in a guild. A row for each thing that was set; what was not set has its default in the program.
create table setting (
    guild text not null,
    -- '' is the whole guild, else the id of a channel of it, which then goes first.
    channel text not null,
    name text not null,
    value text not null,
    primary key (guild, channel, name)
);

-- A message of the bot that answers somebody's message: so that a reply to it is read as a follow-up, and an edited or
-- deleted question reaches its answer, after a restart too. Rows are dropped when they are old.
create table posted_answer (
    message_id text primary key,
    channel_id text not null,
    -- The message that asked.
    question_id text not null,
    -- Ids of the incidents that the answer rests on, with spaces between them.
    incidents text not null,
    time text not null
);

create index posted_answer_question on posted_answer (question_id);
create index posted_answer_channel on posted_answer (channel_id, time);

-- What somebody objects to, for the moderators of the guild.
create table review_item (
    -- The id of the interaction that brought it: the same event twice makes one item.
    id text primary key,
    guild text not null,
    incident_id text not null,
    -- In the words of the one who objects, who is kept so as to be told how it ended.
    text text not null,
    author text not null,
    time text not null,
    -- 'open' or 'closed'.
    state text not null check (state in ('open', 'closed'))
);

create index review_item_guild on review_item (guild, state, time);
