-- KEYS[1] time of the next slot in ms; ARGV: pause ms. A longer pause that is set stays.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local due = math.max(now + tonumber(ARGV[1]), tonumber(redis.call('GET', KEYS[1]) or '0'))
redis.call('SET', KEYS[1], due, 'PX', due - now + 1000)
return due - now
