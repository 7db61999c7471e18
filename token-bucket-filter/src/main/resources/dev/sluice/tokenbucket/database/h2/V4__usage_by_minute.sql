-- H2 before 2.4 plans the saving of usage while there is nothing here, and takes the minute alone for as good as the whole key: each row that is
-- saved then costs a look at all of its minute.
drop index sluice_client_usage_minutes;

create index sluice_client_usage_minutes on sluice_client_usage (minute_number, generation);
