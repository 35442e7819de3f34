/** PostgreSQL's advisory locks are numbers shared by all users of a database, so each use has its own class. */

/** Class of the locks per event key. */
export const KEY_LOCKS = 0x6f75_7462;

/** Held by the relay that currently sends. */
export const RELAY_LOCK = 0x7265_6c61;
