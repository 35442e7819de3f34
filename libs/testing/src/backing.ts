/** Where `./lab test integration` put the real parts. A test never falls back to something that is not there. */
export function backing(name: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL' | 'TEST_KAFKA_BROKERS'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run integration tests by ./lab test integration.`);
  return value;
}
