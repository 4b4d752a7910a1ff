-- One process an account. KEYS: the lease (a string that runs out by itself), the epoch (a number that only grows).
-- ARGV: 'take' value ttl gone   → {'', epoch} when nobody holds it (or the holder is `gone`), else {holder, ms left}
--       'renew' value ttl epoch → {'ok'} while the epoch is still ours (also where the lease ran out meanwhile), else {'lost'}
--       'release' '' 0 epoch    → gives it back where it is still ours
local lease, epoch = KEYS[1], KEYS[2]
if ARGV[1] == 'take' then
  local held = redis.call('GET', lease)
  if held and held ~= ARGV[4] then return { held, redis.call('PTTL', lease) } end
  local mine = redis.call('INCR', epoch)
  redis.call('SET', lease, ARGV[2], 'PX', ARGV[3])
  return { '', mine }
end
if redis.call('GET', epoch) ~= ARGV[4] then return { 'lost' } end
if ARGV[1] == 'release' then redis.call('DEL', lease) else redis.call('SET', lease, ARGV[2], 'PX', ARGV[3]) end
return { 'ok' }
