-- A draft and a file that somebody works on, a closed question, somebody who waits for an answer.
insert into sketch (id, guild, author, kind, body, time) values ('601', '100', '301', 'draft', '{"it": "isn''t finished"}', '2026-08-06T12:00:13Z');
insert into sketch (id, guild, author, kind, body, time) values ('602', '100', '301', 'import', '', '2026-08-06T12:00:14Z');
insert into gap (guild, reading, reason, incident_id, question, times, first_time, last_time, closed_time, closed_reason)
values ('100', 'no-record  · closed', 'no-record', '', 'Is it?', 1, '2026-08-06T12:00:15Z', '2026-08-06T12:00:15Z', '2026-08-06T12:00:16Z', 'out of scope');
insert into gap_asker (guild, reading, user_id, question, language, time, claimed)
values ('100', 'no-record  · closed', '303', 'Is it?', 'en', '2026-08-06T12:00:15Z', '');
