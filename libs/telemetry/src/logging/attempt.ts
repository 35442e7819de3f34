/** Runs a read that may throw (a getter, a proxy, a foreign `toString`). @returns `otherwise` if it throws */
export function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
