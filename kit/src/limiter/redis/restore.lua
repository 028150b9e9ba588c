-- Reports to Redis what a gateway knows of buckets, after an outage: Redis may have come back without them.
-- KEYS     one per bucket
-- ARGV[1]  the time, as take.lua takes it
-- ARGV[2]  "least": raise what a window spent to this amount; "more": add this amount
-- ARGV     then per bucket: algorithm, limit, window in µs, ends in µs, amount
-- A gcra bucket is full no sooner than the gateway knows.

local max, min, ceil = math.max, math.min, math.ceil

local function now_us()
  local us = tonumber(string.sub(ARGV[1], 2))
  if string.sub(ARGV[1], 1, 1) == '=' then
    return us
  end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000000 + tonumber(time[2]) + us
end

local now = now_us()
for i, key in ipairs(KEYS) do
  local arg = 3 + (i - 1) * 5
  local algorithm, limit, window = ARGV[arg], tonumber(ARGV[arg + 1]), tonumber(ARGV[arg + 2])
  local ends_in, amount = min(tonumber(ARGV[arg + 3]), window), tonumber(ARGV[arg + 4])
  local at, part = string.match(redis.call('GET', key) or '', '^(%d+) (%d+) %d+$')
  at, part = tonumber(at) or 0, tonumber(part) or 0
  if algorithm == 'gcra' then
    if now + ends_in > at then
      at, part = now + ends_in, 0
    end
  else
    if at <= now then
      at, part = now + ends_in, 0
    end
    part = ARGV[2] == 'least' and max(part, amount) or part + amount
  end
  local value = string.format('%.0f %.0f %.0f', at, part, limit)
  redis.call('SET', key, value, 'PX', string.format('%.0f', ceil((at - now) / 1000) + 60000))
end
return #KEYS
