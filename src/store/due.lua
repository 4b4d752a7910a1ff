-- What stands in a sorted set up to a score, with what a hash says of each member, in one answer of three strings: a client
-- takes some words of one string apart far quicker than it reads so many replies.
-- KEYS: sorted set, hash (one hash tag). ARGV: the highest score, how many at most (some 8000 are what Lua hands on)
-- answer members, scores, fields, each joined by \31; a member without a field has an empty one
local flat = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])
local members, scores = {}, {}
for i = 1, #flat, 2 do
  members[#members + 1] = flat[i]
  scores[#scores + 1] = flat[i + 1]
end
if #members == 0 then return {} end
local fields = redis.call('HMGET', KEYS[2], unpack(members))
for i = 1, #members do fields[i] = fields[i] or '' end
return { table.concat(members, '\31'), table.concat(scores, '\31'), table.concat(fields, '\31') }
