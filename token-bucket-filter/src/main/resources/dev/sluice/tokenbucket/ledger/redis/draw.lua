-- One draw of a bucket. All numbers are whole and below 2^53, so that doubles hold them exactly; fmod is exact, and % is not.
-- Tokens are counted in millionths, rates in millionths of a token a second, times in microseconds since 1970.
--
-- KEYS[1]  the bucket: a hash of its numbers, with a field for each lease
-- ARGV     see RedisBank, which also knows the order of what is answered; the answer is empty if the lease is lost

local MILLION = 1000000
local NEVER = 2^53

local function quotient(number, divisor)
  return (number - math.fmod(number, divisor)) / divisor
end

-- So many millionths of a number, rounded down.
local function part(number, millionths)
  return quotient(number, MILLION) * millionths + quotient(math.fmod(number, MILLION) * millionths, MILLION)
end

local argument = 0
local function text()
  argument = argument + 1
  return ARGV[argument]
end
local function number()
  return tonumber(text())
end

local version, bucket_capacity, bucket_rate = number(), number(), number()
local opening_tokens, opening_micros = number(), number()
local lease_name, after, last = text(), number(), text() == 'true'
local back_capacity, back_rate, back_tokens, kept = number(), number(), number(), number()
local ask_capacity, ask_rate, waiting, more, ask_part, unit = number(), number(), number(), number(), number(), number()
local demand, owed = number(), number()
local lent_micros, lease_micros, now = number(), number(), number()
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * MILLION + tonumber(time[2])
end

-- How a bucket and a lease are written down: numbers in this order. A field that is new goes to the end, and is 0 where it was not known yet.
local BUCKET = {
  'version', 'bucket_capacity', 'bucket_rate', 'capacity', 'rate', 'tokens', 'remainder', 'counted_at', 'stamp', 'added', 'added_until',
  'surplus', 'surplus_until'
}
local LEASE = {
  'stamp', 'stamp_before', 'given_capacity', 'given_rate', 'given_tokens', 'capacity', 'rate', 'tokens', 'demand', 'expires_at', 'lent_until',
  'version'
}

local function written(record, names)
  local digits = {}
  for i, name in ipairs(names) do
    digits[i] = string.format('%.0f', record[name])
  end
  return table.concat(digits, ' ')
end

local function read(words, names)
  local word = string.gmatch(words, '%S+')
  local record = {}
  for _, name in ipairs(names) do
    record[name] = tonumber(word() or '0')
  end
  return record
end

-- What is there.
local bucket = {
  version = version, bucket_capacity = bucket_capacity, bucket_rate = bucket_rate, capacity = bucket_capacity, rate = bucket_rate,
  tokens = math.min(opening_tokens, bucket_capacity), remainder = 0, counted_at = math.min(opening_micros, now), stamp = 0,
  added = 0, added_until = 0, surplus = 0, surplus_until = 0
}
local leases = {}
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  if fields[i] == 'bucket' then
    bucket = read(fields[i + 1], BUCKET)
  else
    leases[fields[i]] = read(fields[i + 1], LEASE)
  end
end
now = math.max(now, bucket.counted_at)

-- Lets flow in what has come until then.
local function fill(time)
  local room = math.max(0, bucket.capacity)
  if bucket.rate > 0 then
    local elapsed = time - bucket.counted_at
    local seconds, micros = quotient(elapsed, MILLION), math.fmod(elapsed, MILLION)
    if seconds > quotient(room - bucket.tokens, bucket.rate) then
      bucket.tokens, bucket.remainder = room, 0
    else
      local fine = math.fmod(bucket.rate, MILLION) * micros + bucket.remainder
      bucket.tokens = bucket.tokens + bucket.rate * seconds + quotient(bucket.rate, MILLION) * micros + quotient(fine, MILLION)
      bucket.remainder = math.fmod(fine, MILLION)
      if bucket.tokens >= room then
        bucket.tokens, bucket.remainder = room, 0
      end
    end
  end
  bucket.counted_at = time
end

local function keep(name)
  redis.call('HSET', KEYS[1], name, written(leases[name], LEASE))
end

local function drop(name)
  leases[name] = nil
  redis.call('HDEL', KEYS[1], name)
end

-- What has flowed in since, and what is lent no longer, in the order of time: capacity and rate come back, tokens do not. The lease goes on,
-- with nothing in it, so that its demand is still known.
local coming_back = {}
for name, lease in pairs(leases) do
  if lease.lent_until <= now then
    coming_back[#coming_back + 1] = name
  end
end
table.sort(coming_back, function(one, other) return leases[one].lent_until < leases[other].lent_until end)
for _, name in ipairs(coming_back) do
  local lease = leases[name]
  fill(math.max(bucket.counted_at, lease.lent_until))
  bucket.capacity = bucket.capacity + lease.capacity
  bucket.rate = bucket.rate + lease.rate
  lease.capacity, lease.rate, lease.tokens, lease.lent_until = 0, 0, 0, NEVER
  if lease.expires_at <= now then
    drop(name)
  else
    keep(name)
  end
end
for name, lease in pairs(leases) do
  if lease.expires_at <= now then
    drop(name)
  end
end
fill(now)

-- A newer limit.
if version > bucket.version then
  if bucket.capacity < 0 and bucket_capacity > bucket.bucket_capacity then
    -- More is lent than the smaller bucket held, and a larger one has room for what must not come back.
    bucket.surplus = math.max(bucket.surplus_until > now and bucket.surplus or 0, -bucket.capacity)
    bucket.surplus_until = now + lease_micros
  end
  bucket.capacity = bucket.capacity + bucket_capacity - bucket.bucket_capacity
  bucket.rate = bucket.rate + bucket_rate - bucket.bucket_rate
  bucket.version, bucket.bucket_capacity, bucket.bucket_rate = version, bucket_capacity, bucket_rate
end

local lease = leases[lease_name]
local answer
if lease and lease.stamp_before == after and lease.version == bucket.version then
  -- The same draw again, under the limit by which it was given.
  answer = {lease.stamp, lease.given_capacity, lease.given_rate, lease.given_tokens}
elseif after == (lease and lease.stamp or 0)
  -- Not what has come back by itself.
  and back_capacity <= (lease and lease.capacity or 0) and back_rate <= (lease and lease.rate or 0) then
  bucket.stamp = math.max(now, bucket.stamp + 1)
  -- What is given back.
  bucket.capacity = bucket.capacity + back_capacity
  bucket.rate = bucket.rate + back_rate
  local lost = bucket.surplus_until > now and math.min(bucket.surplus, back_tokens) or 0
  bucket.surplus = bucket.surplus - lost
  bucket.tokens = math.min(bucket.tokens + back_tokens - lost, math.max(0, bucket.capacity)) - math.max(0, owed)
  -- What is added, and what has found no room yet because slices are lent: what is missing in those is missing here when they come back,
  -- and they do within the time of a lease.
  if owed < 0 then
    bucket.added = math.min((bucket.added_until > now and bucket.added or 0) - owed, bucket.bucket_capacity)
    bucket.added_until = now + lease_micros
  end
  if bucket.added_until > now then
    local found_room = math.max(0, math.min(bucket.added, math.max(0, bucket.capacity) - bucket.tokens))
    bucket.tokens = bucket.tokens + found_room
    bucket.added = math.min(bucket.added - found_room, bucket.bucket_capacity - math.max(0, bucket.capacity))
  end
  if last then
    answer = {bucket.stamp, 0, 0, 0}
    drop(lease_name)
  else
    -- What is given.
    local there = math.max(0, math.min(bucket.tokens, bucket.capacity))
    local given_tokens = waiting
    if waiting > there then
      -- Not for all who wait: with what is kept for as many requests as can be served.
      given_tokens = math.max(0, there - math.fmod(kept + there, unit))
    end
    local besides = math.min(more, part(there - given_tokens, ask_part))
    given_tokens = given_tokens + besides - math.fmod(besides, unit)
    local given_capacity = math.max(given_tokens, math.min(ask_capacity, math.max(0, bucket.capacity)))
    -- What no longer fits into the pool goes along.
    given_tokens = math.max(given_tokens, there - math.max(0, bucket.capacity - given_capacity))
    bucket.capacity = bucket.capacity - given_capacity
    bucket.tokens = bucket.tokens - given_tokens
    local given_rate = math.min(ask_rate, math.max(0, bucket.rate))
    bucket.rate = bucket.rate - given_rate
    answer = {bucket.stamp, given_capacity, given_rate, given_tokens}
    leases[lease_name] = {
      stamp = bucket.stamp, stamp_before = after, given_capacity = given_capacity, given_rate = given_rate, given_tokens = given_tokens,
      capacity = (lease and lease.capacity or 0) - back_capacity + given_capacity,
      rate = (lease and lease.rate or 0) - back_rate + given_rate,
      tokens = kept + given_tokens - math.min(given_tokens, waiting), demand = demand, expires_at = now + lease_micros,
      lent_until = now + lent_micros, version = bucket.version
    }
    keep(lease_name)
  end
end

bucket.tokens = math.min(bucket.tokens, math.max(0, bucket.capacity))
redis.call('HSET', KEYS[1], 'bucket', written(bucket, BUCKET))
local lent, all_demand, count, over_at = 0, 0, 0, now
for _, other in pairs(leases) do
  lent = lent + other.tokens
  all_demand = all_demand + other.demand
  count = count + 1
  over_at = math.max(over_at, other.expires_at)
end
-- A full bucket says no more than none. As if all that is lent were lost: nothing flows in until the leases are over.
local seconds_to_fill = math.ceil((bucket.bucket_capacity - bucket.tokens) / bucket.bucket_rate) + math.ceil((over_at - now) / MILLION) + 1
-- No more than Redis takes.
redis.call('EXPIRE', KEYS[1], string.format('%.0f', math.min(seconds_to_fill, 1e9)))

if not answer then
  return {}
end
for _, value in ipairs({
  bucket.version, bucket.bucket_capacity, bucket.bucket_rate, math.max(0, bucket.capacity), math.max(0, bucket.rate),
  bucket.tokens, lent, all_demand, count
}) do
  answer[#answer + 1] = value
end
return answer
