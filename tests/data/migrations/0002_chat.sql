-- A guild with a setting for itself and one for a channel, an answer, an objection.
insert into setting (guild, channel, name, value) values ('100', '', 'language', 'fr');
insert into setting (guild, channel, name, value) values ('100', '200', 'mode', 'off');
insert into posted_answer (message_id, channel_id, question_id, incidents, time)
values ('301', '200', '300', 'aland-1856-demilitarised', '2026-08-06T12:00:05Z');
insert into review_item (id, guild, incident_id, text, author, time, state)
values ('400', '100', 'aland-1856-demilitarised', 'It''s the wrong day.', '500', '2026-08-06T12:00:06Z', 'open');
