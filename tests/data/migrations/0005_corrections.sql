-- An answer that rests on claims of a record, one that is to be annotated, an objection that is shown to reviewers.
insert into posted_answer (message_id, channel_id, question_id, incidents, time, guild, claims, revision)
values ('305', '200', '304', 'aland-1856-demilitarised', '2026-08-06T12:00:13Z', '100', 'aland-1856-demilitarised:cbf29ce484222325', 3);
insert into answer_incident (message_id, incident_id) values ('305', 'aland-1856-demilitarised');
insert into errand (kind, item, guild, wanted, done, taken_time, channel_id, message_id)
values ('annotate', '305', '100', '4', '', '', '200', '305');
insert into errand (kind, item, guild, wanted, done, taken_time, channel_id, message_id)
values ('review', '502', '100', 'closed', 'open', '2026-08-06T12:00:14Z', '201', '306');
update counter set value = 4 where name = 'correction';
