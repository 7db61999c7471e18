-- Clients page by page in every order in which they can be listed, from either end. Saving tokens sets none of these columns, so the next
-- state of a row still finds room on its own page, and no index is written for it.
create index sluice_clients_by_capacity on sluice_clients (capacity, client_id);
create index sluice_clients_by_rate on sluice_clients (rate_per_sec, client_id);
create index sluice_clients_by_creation on sluice_clients (created_at, client_id);
create index sluice_clients_by_update on sluice_clients (updated_at, client_id);
