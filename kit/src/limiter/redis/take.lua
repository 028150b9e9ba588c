-- Decides calls in their order, each over all of its policies; a refused call writes nothing.
-- KEYS     one bucket per policy of every call, in order
-- ARGV[1]  the time: "+<µs>" on top of Redis' own clock, or "=<µs>" instead of it (tests)
-- ARGV     then per call: the number of its policies; per policy: algorithm, limit, window in µs, cost
-- Returns  per call: 1 or 0; per policy: remaining, reset in ms, retry after in ms
-- Mirrors ../bucket.ts. Every number stays an integer below 2^53.

local floor, ceil, max, min = math.floor, math.ceil, math.max, math.min

local function now_us()
  local us = tonumber(string.sub(ARGV[1], 2))
  if string.sub(ARGV[1], 1, 1) == '=' then
    return us
  end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000000 + tonumber(time[2]) + us
end

local function stored(key)
  local at, part, limit = string.match(redis.call('GET', key) or '', '^(%d+) (%d+) (%d+)$')
  return tonumber(at), tonumber(part), tonumber(limit)
end

local function look_at_window(policy, now)
  local at, spent = stored(policy.key)
  local is_open = at ~= nil and now < at
  if not is_open then
    spent = 0
  end
  local ends_in = min(is_open and at - now or policy.window, policy.window)
  local allowed = policy.cost == 0 or spent + policy.cost <= policy.limit
  return {
    allowed = allowed,
    retry = allowed and 0 or ends_in,
    remaining = max(0, policy.limit - spent),
    reset = is_open and ends_in or 0,
    remaining_after = max(0, policy.limit - spent - policy.cost),
    reset_after = ends_in,
    at = now + ends_in,
    part = spent + policy.cost,
  }
end

local function look_at_gcra(policy, now)
  local at, part, limit = stored(policy.key)
  local ahead = (at or now) - now
  part = part or 0
  if at ~= nil and limit ~= policy.limit and part > 0 then
    ahead, part = ahead + 1, 0
  end
  if ahead < 0 then
    ahead, part = 0, 0
  end
  if ahead >= policy.window then
    ahead, part = policy.window, 0
  end

  local divisor = max(1, policy.limit)
  local parts = part + policy.cost * policy.window
  local next_ahead = ahead + floor(parts / divisor)
  local next_part = parts % divisor
  local full_in = next_ahead + (next_part > 0 and 1 or 0)
  local allowed = policy.cost == 0 or (policy.limit > 0 and full_in <= policy.window)
  local retry = policy.limit > 0 and full_in - policy.window or policy.window
  return {
    allowed = allowed,
    retry = allowed and 0 or retry,
    remaining = max(0, floor(((policy.window - ahead) * policy.limit - part) / policy.window)),
    reset = ahead + (part > 0 and 1 or 0),
    remaining_after = max(0, floor(((policy.window - next_ahead) * policy.limit - next_part) / policy.window)),
    reset_after = full_in,
    at = now + next_ahead,
    part = next_part,
  }
end

-- The expiry only frees memory, the value decides; a minute more keeps the two apart.
local function write(policy, looked)
  local value = string.format('%.0f %.0f %.0f', looked.at, looked.part, policy.limit)
  redis.call('SET', policy.key, value, 'PX', string.format('%.0f', ceil(looked.reset_after / 1000) + 60000))
end

local now = now_us()
local next_key, next_arg = 1, 2
local reply = {}

local function read_policy()
  local policy = {
    key = KEYS[next_key],
    algorithm = ARGV[next_arg],
    limit = tonumber(ARGV[next_arg + 1]),
    window = tonumber(ARGV[next_arg + 2]),
    cost = tonumber(ARGV[next_arg + 3]),
  }
  next_key, next_arg = next_key + 1, next_arg + 4
  return policy
end

while next_arg <= #ARGV do
  local count = tonumber(ARGV[next_arg])
  next_arg = next_arg + 1
  local policies, looks, allowed = {}, {}, true
  for i = 1, count do
    policies[i] = read_policy()
    looks[i] = (policies[i].algorithm == 'window' and look_at_window or look_at_gcra)(policies[i], now)
    allowed = allowed and looks[i].allowed
  end
  reply[#reply + 1] = allowed and 1 or 0
  for i = 1, count do
    local is_spent = allowed and policies[i].cost > 0
    if is_spent then
      write(policies[i], looks[i])
    end
    reply[#reply + 1] = is_spent and looks[i].remaining_after or looks[i].remaining
    reply[#reply + 1] = ceil((is_spent and looks[i].reset_after or looks[i].reset) / 1000)
    reply[#reply + 1] = ceil(looks[i].retry / 1000)
  end
end

return reply
