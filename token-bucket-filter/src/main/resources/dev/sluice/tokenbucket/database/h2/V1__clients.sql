-- Numbers every state of every client: of two states of one client, the newer has the greater number.
create sequence sluice_client_versions;

create table sluice_clients (
    -- 255 characters, each of up to two Java chars.
    client_id    varchar(510) primary key,
    -- Where the id is an address literal: the address, in one spelling, that the client spends under.
    address      varchar(64) unique,
    capacity     bigint         not null check (capacity between 1 and 1000000000),
    rate_per_sec numeric(19, 9) not null check (rate_per_sec between 0.000001 and 1000000000),
    -- What the bucket held at refilled_at.
    tokens       numeric(19, 9) not null check (tokens between 0 and 1000000000),
    refilled_at  timestamp(6) with time zone not null,
    -- The version in which the client was created.
    generation   bigint         not null,
    version      bigint         not null,
    created_at   timestamp(6) with time zone not null,
    updated_at   timestamp(6) with time zone not null
);
