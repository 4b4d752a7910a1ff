-- One atomic change of one slot. First everything is checked, then only written: Redis does not roll back.
-- KEYS   every key that an op names (all of one hash tag; commit.ts sees to it)
-- ARGV   1: ops one after another as words, each ended by \31: name, index into KEYS, then the op's own arguments (ARITY);
--        a word \30n stands for the n-th argument behind it
-- checks done member      → answers {"done"} when the sorted set holds the member
--        rev n            → answers {"conflict", key} unless the record's rev is n (0: no record)
--        fence epoch      → answers {"fenced"} unless the key holds that epoch (another process has the account)
--        moves n (member from to)… → answers {"conflict", key} unless the sorted set has each member at that score; then a write
--        absent n         → when the key exists, the next n ops are left out
-- writes set v | del | zadd score member | zrem member | moves (to '': removes it) | hset f v | hdel f | hincrby f n | incr | xdel id
--        audit digest body sealed → appends to the chain: hash = sha1(prev .. digest)
-- answer {"ok", keys that were not absent…} | {"done"} | {"conflict", key} | {"fenced"}; an error reply means that nothing was written
local ARITY = {
  done = 1, fence = 1, rev = 1, absent = 1, set = 1, del = 0, zadd = 2, zrem = 1, hset = 2, hdel = 1,
  hincrby = 2, incr = 0, xdel = 1, audit = 3, moves = 1,
}
local TYPE = {
  done = 'zset', fence = 'string', rev = 'string', set = 'string', zadd = 'zset', zrem = 'zset', hset = 'hash', hdel = 'hash',
  hincrby = 'hash', incr = 'string', xdel = 'stream', audit = 'stream', moves = 'zset',
}

local words, count = {}, 0
for word in string.gmatch(ARGV[1] or '', '([^\31]*)\31') do
  count = count + 1
  if string.byte(word) == 30 then
    word = ARGV[1 + tonumber(string.sub(word, 2))]
    if not word then return redis.error_reply('BFCOMMIT argument missing for word ' .. count) end
  end
  words[count] = word
end
local ops, n, i = {}, 0, 1
while i <= count do
  local name = words[i]
  local arity = ARITY[name]
  if not arity then return redis.error_reply('BFCOMMIT unknown op at ' .. i) end
  if name == 'moves' then arity = 1 + 3 * (tonumber(words[i + 2] or '') or 0) end
  local k = KEYS[tonumber(words[i + 1] or '')]
  if not k then return redis.error_reply('BFCOMMIT no key for op at ' .. i) end
  if i + 1 + arity > count then return redis.error_reply('BFCOMMIT arguments missing for op at ' .. i) end
  n = n + 1
  ops[n] = { name, k, words[i + 2], words[i + 3], words[i + 4], i + 3 }
  i = i + 2 + arity
end

-- What these read tells a wrong type by itself, and before anything is written.
local READS = { done = true, rev = true, hincrby = true, audit = true }
local types = {}
for at = 1, n do
  if READS[ops[at][1]] then types[ops[at][2]] = TYPE[ops[at][1]] end
end
local last = {}
local skip = 0
local skipped = {}
for at = 1, n do
  local name, k, a, b = ops[at][1], ops[at][2], ops[at][3], ops[at][4]
  if skip > 0 then
    skip = skip - 1
    ops[at][1] = 'none'
  else
    local want = TYPE[name]
    if want then
      local is = types[k] or redis.call('TYPE', k).ok
      types[k] = is
      if is ~= 'none' and is ~= want then
        return redis.error_reply('BFCOMMIT ' .. k .. ' holds a ' .. is .. ', not a ' .. want)
      end
    end
    if name == 'done' then
      if redis.call('ZSCORE', k, a) then return { 'done' } end
    elseif name == 'fence' then
      if redis.call('GET', k) ~= a then return { 'fenced' } end
    elseif name == 'rev' then
      local value = redis.call('GET', k)
      local rev = value and string.match(value, '^{"rev":(%d+)') or '0'
      if value and rev == '0' then return redis.error_reply('BFCOMMIT ' .. k .. ' holds no record') end
      if rev ~= a then return { 'conflict', k } end
    elseif name == 'moves' then
      local from, members = ops[at][6], {}
      for m = 1, tonumber(a) do members[m] = words[from + 3 * (m - 1)] end
      local scores = redis.call('ZMSCORE', k, unpack(members))
      for m = 1, #members do
        local was, to = words[from + 3 * m - 2], words[from + 3 * m - 1]
        if not scores[m] or tonumber(scores[m]) ~= tonumber(was) then return { 'conflict', k } end
        if to ~= '' and not tonumber(to) then return redis.error_reply('BFCOMMIT no score for ' .. k) end
      end
    elseif name == 'absent' then
      if redis.call('EXISTS', k) == 1 then
        skip = tonumber(a)
        skipped[#skipped + 1] = k
      else types[k] = 'none' end
      ops[at][1] = 'none'
    elseif name == 'zadd' then
      if not tonumber(a) then return redis.error_reply('BFCOMMIT no score for ' .. k) end
    elseif name == 'hincrby' then
      local value = redis.call('HGET', k, a)
      if not tonumber(b) or (value and not string.match(value, '^-?%d+$')) then
        return redis.error_reply('BFCOMMIT ' .. k .. ' ' .. a .. ' is no number')
      end
    elseif name == 'incr' then
      local value = redis.call('GET', k)
      if value and not string.match(value, '^%d+$') then return redis.error_reply('BFCOMMIT ' .. k .. ' is no number') end
    elseif name == 'audit' and not last[k] then
      local tail = redis.call('XREVRANGE', k, '+', '-', 'COUNT', 1)[1]
      last[k] = { 0, '' }
      if tail then
        local fields = {}
        for f = 1, #tail[2], 2 do fields[tail[2][f]] = tail[2][f + 1] end
        last[k] = { tonumber(string.match(tail[1], '^(%d+)')), fields.hash or '' }
      end
    end
  end
end

for at = 1, n do
  local name, k, a, b, c = ops[at][1], ops[at][2], ops[at][3], ops[at][4], ops[at][5]
  if name == 'set' then redis.call('SET', k, a)
  elseif name == 'del' then redis.call('DEL', k)
  elseif name == 'zadd' then redis.call('ZADD', k, a, b)
  elseif name == 'moves' then
    local put, gone = {}, {}
    for m = 1, tonumber(a) do
      local from = ops[at][6] + 3 * (m - 1)
      local to = words[from + 2]
      if to == '' then gone[#gone + 1] = words[from]
      else
        put[#put + 1] = to
        put[#put + 1] = words[from]
      end
    end
    if #put > 0 then redis.call('ZADD', k, unpack(put)) end
    if #gone > 0 then redis.call('ZREM', k, unpack(gone)) end
  elseif name == 'zrem' then redis.call('ZREM', k, a)
  elseif name == 'hset' then redis.call('HSET', k, a, b)
  elseif name == 'hdel' then redis.call('HDEL', k, a)
  elseif name == 'hincrby' then
    if redis.call('HINCRBY', k, a, b) == 0 then redis.call('HDEL', k, a) end
  elseif name == 'incr' then redis.call('INCR', k)
  elseif name == 'xdel' then redis.call('XDEL', k, a)
  elseif name == 'audit' then
    local seq, prev = last[k][1] + 1, last[k][2]
    local hash = redis.sha1hex(prev .. a)
    redis.call('XADD', k, string.format('%d-0', seq), 'digest', a, 'prev', prev, 'hash', hash, 'body', b, 'sealed', c)
    last[k] = { seq, hash }
  end
end
table.insert(skipped, 1, 'ok')
return skipped
