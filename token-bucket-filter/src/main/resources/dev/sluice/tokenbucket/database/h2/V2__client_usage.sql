-- What each counter of each gateway has counted of a client in a minute. Rows are written over while they grow, and deleted when
-- their minutes are over: nothing here is needed for a decision.
create table sluice_client_usage (
    generation    bigint       not null,
    -- Minutes since 1970.
    minute_number bigint       not null,
    gateway       varchar(36)  not null,
    counter       bigint       not null,
    admitted      bigint       not null,
    refused       bigint       not null,
    spent         bigint       not null,
    -- Milliseconds since 1970.
    last_seen     bigint       not null,
    primary key (generation, minute_number, gateway, counter)
);

create index sluice_client_usage_minutes on sluice_client_usage (minute_number);
