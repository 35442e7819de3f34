import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { routeLabelOf } from './server-span';

const request = { is404: false, originalUrl: '/carts/7?deep=1', routeOptions: { url: '/carts/:id' } };
const labelOf = (by?: string) => routeLabelOf(request as FastifyRequest, by);

describe('the route label of request metrics', () => {
  it('is the template of the route by default', () => {
    expect(labelOf()).toBe('/carts/:id');
  });

  it('is the requested path without its query, if configured', () => {
    expect(labelOf('path')).toBe('/carts/7');
  });

  it.each([
    ['http://shop:8002/carts/7?deep=1', '/carts/7'],
    ['HTTPS://shop', '/'],
    ['http://shop?deep=1', '/'],
    ['/carts/7#total', '/carts/7'],
    ['/go?to=http://shop/carts', '/go'],
    ['*', '/'],
    ['shop:443', '/'],
  ])('is a path where %s was asked for', (originalUrl, path) => {
    expect(routeLabelOf({ ...request, originalUrl } as FastifyRequest, 'path')).toBe(path);
  });
});
