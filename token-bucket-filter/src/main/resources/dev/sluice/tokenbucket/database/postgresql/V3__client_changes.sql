-- What was created, changed and deleted in sluice_clients, for the gateways that hold clients in memory: the client as it was
-- written, or as it was before it was deleted. A gateway asks for the changes of those transactions that were not yet to be seen
-- when it last asked: neither numbers nor times tell that, since transactions do not end in the order in which they begin.
create table sluice_client_changes (
    transaction  bigint not null default txid_current(),
    -- The client's version; a deletion has a number of its own.
    version      bigint not null,
    client_id    text collate "C" not null,
    capacity     bigint not null,
    rate_per_sec numeric(19, 9) not null,
    tokens       numeric(19, 9) not null,
    refilled_at  timestamp with time zone not null,
    generation   bigint not null,
    primary key (transaction, version)
);

-- Who may change clients needs no rights on the changes, nor this schema on the search path. Equal notifications of one
-- transaction are one.
create function sluice_clients_changed() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    if tg_op = 'UPDATE' then
        insert into sluice_client_changes (version, client_id, capacity, rate_per_sec, tokens, refilled_at, generation)
        values (new.version, new.client_id, new.capacity, new.rate_per_sec, new.tokens, new.refilled_at, new.generation);
    elsif tg_op = 'INSERT' then
        insert into sluice_client_changes (version, client_id, capacity, rate_per_sec, tokens, refilled_at, generation)
        select version, client_id, capacity, rate_per_sec, tokens, refilled_at, generation from changed;
    else
        insert into sluice_client_changes (version, client_id, capacity, rate_per_sec, tokens, refilled_at, generation)
        select nextval('sluice_client_versions'), client_id, capacity, rate_per_sec, tokens, refilled_at, generation
        from changed;
    end if;
    if found then
        perform pg_notify('sluice_clients', '');
    end if;
    return null;
end
$$;

-- Of a thousand rows at once.
create trigger sluice_clients_created after insert on sluice_clients
referencing new table as changed for each statement execute function sluice_clients_changed();

create trigger sluice_clients_deleted after delete on sluice_clients
referencing old table as changed for each statement execute function sluice_clients_changed();

-- Tokens are saved all the time: a statement that does not set the version never comes here. Such a trigger is for each row.
create trigger sluice_clients_changed after update of version on sluice_clients
for each row when (old.version is distinct from new.version) execute function sluice_clients_changed();
