-- KEYS[1] permits by their expiry in ms, KEYS[2] permit of the request that the host has not seen yet
-- ARGV: permit.
if redis.call('GET', KEYS[2]) == ARGV[1] then
  redis.call('DEL', KEYS[2])
end
return redis.call('ZREM', KEYS[1], ARGV[1])
