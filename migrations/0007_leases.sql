-- Who holds what for how long. Processes on several machines have several clocks: a lease is counted by the database's, in
-- milliseconds since 1970, and whoever lost one cannot finish what another has taken over.
--
-- Both databases read this file: only text and bigint. All processes are stopped when it runs, so nothing is held.

-- How often the errand was taken: whoever took it last may finish it, nobody else.
alter table errand add column taken bigint not null default 0;
-- Until when it is held; 0 if it is not.
alter table errand add column held_until bigint not null default 0;
alter table errand drop column taken_time;

-- Until when a process is about to tell it; 0 if none is.
alter table gap_asker add column held_until bigint not null default 0;
alter table gap_asker drop column claimed;

-- What only one process does at a time: to begin a session with Discord.
create table lease (
    name text primary key,
    -- A name that the process gave itself.
    holder text not null,
    held_until bigint not null
);
