/** Reads something that may throw: a getter, a proxy, the `toString` of a stranger. */
export function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
