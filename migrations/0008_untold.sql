-- 1 where an objection is decided and who objected takes no private messages: that one is told with the next response.
alter table review_item add column untold bigint not null default 0;

create index review_item_untold on review_item (untold);
