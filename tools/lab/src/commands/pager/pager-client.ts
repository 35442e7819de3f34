import { type Page, page, problem } from '@webstore/contracts';
import { z } from 'zod';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';

const patience = 5_000;

/** The pager over HTTP. Throws a Failure with the pager's message when it refuses. */
export class PagerClient {
  private readonly lab: Lab;

  constructor(lab: Lab) {
    this.lab = lab;
  }

  list(query: { status?: Page['status']; limit: number }): Promise<Page[]> {
    const parameters = new URLSearchParams({ ...query, limit: String(query.limit) });
    return this.call(z.array(page), `/pages?${parameters}`);
  }

  find(id: number): Promise<Page> {
    return this.call(page, `/pages/${id}`);
  }

  acknowledge(id: number, by: string): Promise<Page> {
    return this.call(page, `/pages/${id}/acknowledge`, { by });
  }

  private async call<S extends z.ZodType>(schema: S, path: string, body?: object): Promise<z.infer<S>> {
    const answer = await fetch(this.lab.url('pager') + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${this.lab.pagerToken()}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    }).catch(() => {
      throw new Failure('The pager does not answer: ./lab status shows why.', exitCodes.unavailable);
    });
    const json: unknown = await answer.json();
    if (answer.ok) return schema.parse(json);
    const { data } = problem.safeParse(json);
    if (answer.status === 404)
      throw new Failure(`There is no such page: ./lab pager --all lists those that are.`);
    throw new Failure(
      `The pager says ${answer.status}: ${data?.detail ?? data?.title ?? 'no more than that'}.`,
    );
  }
}
