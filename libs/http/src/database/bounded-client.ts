import { Client } from 'pg';

type Query = (...args: unknown[]) => unknown;

/**
 * A connection that is destroyed when a query times out. pg's own `query_timeout` rejects the query and keeps the connection.
 * A ROLLBACK that times out in its queue is then never sent, the connection returns to the pool with its transaction open,
 * and the next user writes into that transaction.
 */
export class BoundedClient extends Client {
  constructor(config: ConstructorParameters<typeof Client>[0]) {
    super(config);
    const query = this.query.bind(this) as Query;
    this.query = ((...args: unknown[]) => {
      const answer = query(...args);
      if (answer instanceof Promise) answer.catch((error: unknown) => this.giveUpAfter(error));
      return answer;
    }) as typeof this.query;
  }

  private giveUpAfter(error: unknown): void {
    if (!(error instanceof Error) || error.message !== 'Query read timeout') return;
    // pg has no public way to close a connection without waiting for the server.
    const { connection } = this as unknown as { connection: { stream: { destroy(): void } } };
    connection.stream.destroy();
  }
}
