/** Advisory locks of PostgreSQL are numbers that all users of a database share: one class for each use. */

/** One lock for each key of an event. */
export const KEY_LOCKS = 0x6f75_7462;

/** Held by the one relay that sends. */
export const RELAY_LOCK = 0x7265_6c61;
