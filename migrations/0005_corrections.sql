-- How corrections reach answers that are posted already, and how decisions reach those who wait for them: which claims an
-- answer rests on, and what some process still has to do about it.
--
-- Both databases read this file: only text and bigint. Ids are Discord's snowflakes as text; times are RFC 3339 text.

-- The claims that the answer rests on, "record:key" with spaces between them, and the register's revision as of which they
-- were shown. Those from before have no claims and are not corrected.
alter table posted_answer add column claims text not null default '';
alter table posted_answer add column revision bigint not null default 0;

-- The records that an answer's claims are of, so that a change of a record finds its answers.
create table answer_incident (
    message_id text not null,
    incident_id text not null,
    primary key (message_id, incident_id),
    foreign key (message_id) references posted_answer (message_id) on delete cascade
);

create index answer_incident_incident on answer_incident (incident_id);

-- Something that one of all processes has to do on Discord. It is due when what is wanted is not what was done; who does it
-- takes it for some time by a compare and set, and if that one dies, another may take it then.
create table errand (
    -- 'annotate': a posted answer is to say what was corrected. 'review': a proposal or objection is to be shown to the
    -- reviewers as it stands, and its author is to hear how it ended.
    kind text not null check (kind in ('annotate', 'review')),
    -- The message, or the proposal or objection.
    item text not null,
    guild text not null,
    -- The revision, or the state, for which it is to be done, and for which it was done last.
    wanted text not null,
    done text not null,
    -- When somebody took it; '' if nobody has.
    taken_time text not null,
    -- The message that it is about; '' if there is none yet.
    channel_id text not null,
    message_id text not null,
    primary key (kind, item)
);

create index errand_guild on errand (guild);

-- The last revision of which it is certain that every answer it concerns is known.
insert into counter (name, value) select 'correction', value from counter where name = 'revision';
