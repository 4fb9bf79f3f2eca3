-- KEYS[1] time of the next slot in ms, KEYS[2] permit of the request that the host has not seen yet
-- ARGV: gap ms, permit. The gap counts from now, rounded up: half a millisecond less is less.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local due = math.max(now + 1 + tonumber(ARGV[1]), tonumber(redis.call('GET', KEYS[1]) or '0'))
redis.call('SET', KEYS[1], due, 'PX', due - now + 1000)
if redis.call('GET', KEYS[2]) == ARGV[2] then
  redis.call('DEL', KEYS[2])
end
return due - now
