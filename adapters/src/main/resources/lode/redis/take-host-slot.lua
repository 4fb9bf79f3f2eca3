-- KEYS[1] time of the next slot in ms, KEYS[2] permits by their expiry in ms,
-- KEYS[3] permit of the request that the host has not seen yet
-- ARGV: gap ms, concurrency, hold ms, permit. Answers 0 for a slot, else how many ms to wait.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
local due = tonumber(redis.call('GET', KEYS[1]) or '0')
if due > now then
  return due - now
end
-- Its gap begins when the host has seen it: until then nobody knows when the next slot is.
if redis.call('EXISTS', KEYS[3]) == 1 then
  return 10
end
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[2]) then
  return math.max(50, math.min(tonumber(ARGV[1]), 200))
end
local gap = tonumber(ARGV[1])
if gap > 0 then
  redis.call('SET', KEYS[1], now + gap, 'PX', gap + 1000)
  redis.call('SET', KEYS[3], ARGV[4], 'PX', tonumber(ARGV[3]))
end
redis.call('ZADD', KEYS[2], now + tonumber(ARGV[3]), ARGV[4])
-- A shorter hold must not end the longer one of another request.
redis.call('PEXPIRE', KEYS[2], math.max(tonumber(ARGV[3]) + 1000, redis.call('PTTL', KEYS[2])))
return 0
