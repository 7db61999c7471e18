-- Numbers every state of every client: of two states of one client, the newer has the greater number.
create sequence sluice_client_versions;

create table sluice_clients (
    client_id    text collate "C" primary key,
    -- Where the id is an address literal: the address, in one spelling, that the client spends under.
    address      text unique,
    capacity     bigint         not null check (capacity between 1 and 1000000000),
    rate_per_sec numeric(19, 9) not null check (rate_per_sec between 0.000001 and 1000000000),
    -- What the bucket held at refilled_at.
    tokens       numeric(19, 9) not null check (tokens between 0 and 1000000000),
    refilled_at  timestamp with time zone not null,
    -- The version in which the client was created.
    generation   bigint         not null,
    version      bigint         not null,
    created_at   timestamp with time zone not null,
    updated_at   timestamp with time zone not null
-- Tokens are saved all the time: room for the next state of a row on its own page spares the indexes.
) with (fillfactor = 80);
