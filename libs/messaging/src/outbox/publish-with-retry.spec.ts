import { describe, expect, it, vi } from 'vitest';
import { publishWithRetry } from './publish-with-retry';

const never = () => new Promise<void>(() => undefined);

describe('publishing with retries', () => {
  it('sends once if the acknowledgement is in time, or if there is no timeout', async () => {
    const send = vi.fn(async () => undefined);
    await publishWithRetry(send, 10_000);
    expect(send).toHaveBeenCalledTimes(1);
    await publishWithRetry(send, undefined);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('sends again after each timeout, and waits for the last attempt', async () => {
    const send = vi.fn(never);
    let acknowledge!: () => void;
    for (let early = 0; early < 4; early++) send.mockImplementationOnce(never);
    send.mockImplementationOnce(() => new Promise((resolve) => (acknowledge = resolve)));
    const sent = publishWithRetry(send, 1);
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(5), 20_000);
    acknowledge();
    await expect(sent).resolves.toBeUndefined();
    expect(send).toHaveBeenCalledTimes(5);
  });

  it('fails if the broker refuses, at once or later', async () => {
    await expect(publishWithRetry(() => Promise.reject(new Error('no leader')), 10_000)).rejects.toThrow();
    const attempts: ((cause: Error) => void)[] = [];
    const refusesLate = vi.fn(() => new Promise<void>((_, reject) => attempts.push(reject)));
    const refused = expect(publishWithRetry(refusesLate, 1)).rejects.toThrow('no leader');
    await vi.waitFor(() => expect(refusesLate).toHaveBeenCalledTimes(5), 20_000);
    for (const refuse of attempts) refuse(new Error('no leader'));
    await refused;
  });
});
