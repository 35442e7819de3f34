/** Address of a real store, set by `./lab test integration`. There is no fallback. @throws Error if it is not set */
export function backing(name: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL' | 'TEST_KAFKA_BROKERS'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run integration tests by ./lab test integration.`);
  return value;
}
