/*
 * What must happen to a cart in one go. Each cart is a hash: `created`, and one field a product with its
 * item as JSON. Every script leaves a cart alone that does not exist: it may have expired a moment ago.
 */

/** KEYS cart · ARGV product, item, seconds to live, most items · answers 0 without a cart, -1 when it is full. */
export const putItem = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local isNew = redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0
if isNew and redis.call('HLEN', KEYS[1]) > tonumber(ARGV[4]) then return -1 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1`;

/**
 * KEYS cart, mark of the order · ARGV seconds to keep the mark, then product and quantity in turn.
 * Takes away what was ordered and no more: what the customer added meanwhile stays.
 */
export const removeOrdered = `
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[1]) then return 0 end
for i = 2, #ARGV, 2 do
  local json = redis.call('HGET', KEYS[1], ARGV[i])
  if json then
    local item = cjson.decode(json)
    item.quantity = item.quantity - tonumber(ARGV[i + 1])
    if item.quantity > 0 then
      redis.call('HSET', KEYS[1], ARGV[i], cjson.encode(item))
    else
      redis.call('HDEL', KEYS[1], ARGV[i])
    end
  end
end
return 1`;
