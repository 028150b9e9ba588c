-- Decides calls in their order, each over all of its policies; a refused call spends nothing.
-- KEYS     one bucket per policy of every call, in order
-- ARGV[1]  the time: "+<µs>" on top of Redis' own clock, or "=<µs>" instead of it (tests)
-- ARGV[2]  the number of kinds of calls; then each kind: per policy "<algorithm> <limit> <window in µs> <cost>"
-- ARGV     then per call: its kind, from 1
-- Returns  per call: 1 or 0; per policy: remaining, reset in ms and, of a refused call, retry after in ms
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

local now = now_us()

local function kind_of(text)
  local policies = {}
  for algorithm, limit, window, cost in string.gmatch(text, '(%a+) (%d+) (%d+) (%d+)') do
    policies[#policies + 1] = {
      is_window = algorithm == 'window',
      limit = tonumber(limit),
      window = tonumber(window),
      cost = tonumber(cost),
    }
  end
  return policies
end

-- Each bucket is read once and written once, however many calls use it.
local buckets, changed = {}, {}
for i, value in ipairs(#KEYS > 0 and redis.call('MGET', unpack(KEYS)) or {}) do
  local key = KEYS[i]
  if buckets[key] == nil then
    local at, part, limit = string.match(value or '', '^(%d+) (%d+) (%d+)$')
    buckets[key] = { key = key, at = tonumber(at) or 0, part = tonumber(part) or 0, limit = tonumber(limit) or 0 }
  end
end

local function mark_changed(bucket)
  if not bucket.is_changed then
    bucket.is_changed = true
    changed[#changed + 1] = bucket
  end
end

-- The clock of Redis may be set back: the bucket is kept as one of a whole window from now, else it would stay shut until then.
-- A process has a time that only goes forward (../forward-time.ts).
local function bound(policy, bucket)
  if bucket.at - now > policy.window then
    bucket.at = now + policy.window
    bucket.part = policy.is_window and bucket.part or 0
    mark_changed(bucket)
  end
end

-- The bucket before and after a call: µs until it ends or is full; what is spent, or the fraction.
local function evaluate_window(policy, bucket)
  local ends_in = bucket.at - now
  if ends_in <= 0 then
    return 0, 0, policy.window, policy.cost
  end
  return ends_in, bucket.part, ends_in, bucket.part + policy.cost
end

local function evaluate_gcra(policy, bucket)
  local ahead, part = bucket.at - now, bucket.part
  if bucket.limit ~= policy.limit and part > 0 then
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
  return ahead, part, ahead + floor(parts / divisor), parts % divisor
end

local function full_in(ahead, part)
  return part > 0 and ahead + 1 or ahead
end

local function retry_in(policy, ahead, part)
  if policy.cost == 0 then
    return 0
  end
  if policy.is_window then
    return part <= policy.limit and 0 or ahead
  end
  return policy.limit == 0 and policy.window or max(0, full_in(ahead, part) - policy.window)
end

local function level(policy, ahead, part)
  local limit, window = policy.limit, policy.window
  if policy.is_window then
    return max(0, limit - part), ahead
  end
  return max(0, floor(((window - ahead) * limit - part) / window)), full_in(ahead, part)
end

local reply, next_key = {}, 1
local ahead, part, next_ahead, next_part, retry = {}, {}, {}, {}, {}

local function decide(policies)
  local is_allowed = true
  for i, policy in ipairs(policies) do
    local evaluate = policy.is_window and evaluate_window or evaluate_gcra
    local bucket = buckets[KEYS[next_key + i - 1]]
    bound(policy, bucket)
    ahead[i], part[i], next_ahead[i], next_part[i] = evaluate(policy, bucket)
    retry[i] = retry_in(policy, next_ahead[i], next_part[i])
    is_allowed = is_allowed and retry[i] == 0
  end
  reply[#reply + 1] = is_allowed and 1 or 0
  for i, policy in ipairs(policies) do
    local is_spent = is_allowed and policy.cost > 0
    if is_spent then
      local bucket = buckets[KEYS[next_key + i - 1]]
      bucket.at, bucket.part, bucket.limit = now + next_ahead[i], next_part[i], policy.limit
      mark_changed(bucket)
    end
    local remaining, reset =
      level(policy, is_spent and next_ahead[i] or ahead[i], is_spent and next_part[i] or part[i])
    reply[#reply + 1] = remaining
    reply[#reply + 1] = ceil(reset / 1000)
    if not is_allowed then
      reply[#reply + 1] = ceil(retry[i] / 1000)
    end
  end
  next_key = next_key + #policies
end

local kinds, first_call = {}, 3 + tonumber(ARGV[2])
for arg = 3, first_call - 1 do
  kinds[#kinds + 1] = kind_of(ARGV[arg])
end
for arg = first_call, #ARGV do
  decide(kinds[tonumber(ARGV[arg])])
end

-- The expiry only frees memory; the value decides. One more minute keeps the expiry from deciding.
local format = string.format
for _, bucket in ipairs(changed) do
  local value = format('%d %d %d', bucket.at, bucket.part, bucket.limit)
  redis.call('SET', bucket.key, value, 'PX', format('%d', ceil((bucket.at - now) / 1000) + 60000))
end

return reply
