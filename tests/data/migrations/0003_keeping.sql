-- An answer that knows its guild, a gap of a guild and one of a direct message, a guild that was left.
insert into posted_answer (message_id, channel_id, question_id, incidents, time, guild)
values ('303', '200', '302', '', '2026-08-06T12:00:07Z', '100');
insert into gap (guild, reading, reason, incident_id, question, times, first_time, last_time)
values ('100', 'no-record when AX> relations-severed', 'no-record', '', 'When did Åland''s neighbours leave?', 3, '2026-08-06T12:00:08Z', '2026-08-07T12:00:00Z');
insert into gap (guild, reading, reason, incident_id, question, times, first_time, last_time)
values ('', 'no-claim how-many', 'no-claim', 'aland-1856-demilitarised', 'How many?', 1, '2026-08-06T12:00:09Z', '2026-08-06T12:00:09Z');
insert into left_guild (guild, time) values ('101', '2026-08-06T12:00:10Z');
