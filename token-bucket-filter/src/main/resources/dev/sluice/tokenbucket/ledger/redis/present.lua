-- Notes that a gateway is there, and answers how many are, and the time in microseconds since 1970.
--
-- KEYS[1]  the gateways, by when each was there last
-- ARGV     the gateway's name, for how many microseconds it counts, the time, or nothing for the server's

local now = tonumber(ARGV[3])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000000 + tonumber(time[2])
end
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - tonumber(ARGV[2])))
-- Where no gateway is left, nothing is.
redis.call('EXPIRE', KEYS[1], 3600)
return {redis.call('ZCARD', KEYS[1]), now}
