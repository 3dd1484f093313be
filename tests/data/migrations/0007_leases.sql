-- An errand and a wish that processes died with, a lease that is long over.
insert into errand (kind, item, guild, wanted, done, channel_id, message_id, taken, held_until)
values ('review', '501', '100', 'in-review 1', '', '', '', 3, 1785974400000);
insert into gap_asker (guild, reading, user_id, question, language, time, held_until)
values ('100', 'no-record  · closed', '304', 'Is it so?', 'de', '2026-08-06T12:00:17Z', 1785974400000);
insert into lease (name, holder, held_until) values ('identify 1 0', 'a process', 1785974400000);
