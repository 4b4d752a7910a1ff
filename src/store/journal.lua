-- Takes a message in, once. KEYS: done marks (zset), in-flight (hash: message id → journal id), journal (stream), epoch.
-- ARGV: message id, sealed payload, the epoch that must stand ('': any; another one answers nil). Answers the new journal id, or '' when the message is done or under way already.
if ARGV[3] ~= '' and redis.call('GET', KEYS[4]) ~= ARGV[3] then return false end
if redis.call('ZSCORE', KEYS[1], ARGV[1]) or redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then return '' end
local id = redis.call('XADD', KEYS[3], '*', 'm', ARGV[2])
redis.call('HSET', KEYS[2], ARGV[1], id)
return id
