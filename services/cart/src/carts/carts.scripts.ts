/*
 * Atomic operations on carts. Each cart is a hash: creation time, owner, and one field per product with its item as JSON.
 * A customer's carts are in a sorted set by their last change. No script creates a missing cart except `openCart`: the cart
 * may just have expired.
 */

/**
 * KEYS cart, carts of its owner · ARGV id, prefix of carts' keys, seconds to live, now in seconds, most carts, then fields
 * and values of the hash. Makes room first: evicts the owner's carts with the oldest change. Eviction after the new cart was
 * added could evict the new one, as scores are whole seconds and instances' clocks differ.
 */
export const openCart = `
local id, prefix, ttl, now, most = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
redis.call('HSET', KEYS[1], unpack(ARGV, 6))
redis.call('EXPIRE', KEYS[1], ttl)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - ttl)
while redis.call('ZCARD', KEYS[2]) >= most do
  redis.call('DEL', prefix .. redis.call('ZPOPMIN', KEYS[2])[1])
end
redis.call('ZADD', KEYS[2], now, id)
redis.call('EXPIRE', KEYS[2], ttl)
return 1`;

/**
 * KEYS cart, carts of its owner · ARGV id, product, item, seconds to live, now in seconds, most fields of a cart · answers 0
 * without a cart, -1 if it is full.
 */
export const putItem = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local isNew = redis.call('HEXISTS', KEYS[1], ARGV[2]) == 0
if isNew and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[6]) then return -1 end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[5], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[4])
return 1`;

/**
 * KEYS cart, mark of the order, carts of its owner · ARGV id, seconds to keep the mark, fields of an empty cart, then
 * alternating product and quantity. Removes only the ordered quantities: items that the customer added meanwhile stay. A
 * cart that is empty afterwards no longer counts. An unreadable item is removed with its order.
 */
export const removeOrdered = `
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[2]) then return 0 end
for i = 4, #ARGV, 2 do
  local json = redis.call('HGET', KEYS[1], ARGV[i])
  if json then
    local readable, item = pcall(cjson.decode, json)
    local left = readable and type(item) == 'table' and tonumber(item.quantity) or 0
    left = left - tonumber(ARGV[i + 1])
    if left > 0 then
      item.quantity = left
      redis.call('HSET', KEYS[1], ARGV[i], cjson.encode(item))
    else
      redis.call('HDEL', KEYS[1], ARGV[i])
    end
  end
end
if redis.call('HLEN', KEYS[1]) <= tonumber(ARGV[3]) then redis.call('ZREM', KEYS[3], ARGV[1]) end
return 1`;
