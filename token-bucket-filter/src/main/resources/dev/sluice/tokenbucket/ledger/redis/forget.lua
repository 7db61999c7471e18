-- Forgets a bucket after a while, even if it is not full again.
--
-- KEYS[1]  the bucket
-- ARGV     the seconds

if redis.call('TTL', KEYS[1]) > tonumber(ARGV[1]) then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return {}
