-- Somebody who takes no private messages and has not heard yet.
insert into review_item (id, guild, incident_id, text, author, time, state, claim, outcome, reviewer, decided_time, untold)
values ('504', '100', 'aland-1856', 'It was later.', '305', '2026-08-06T12:00:18Z', 'closed', '', 'rejected: no', '306', '2026-08-06T12:00:19Z', 1);
