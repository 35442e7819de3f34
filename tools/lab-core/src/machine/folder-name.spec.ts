import { describe, expect, it } from 'vitest';
import { untestablePath, unusablePath } from './folder-name.ts';

describe('the path of a lab', () => {
  it.each(['/home/me/my lab', "/home/it's #1/100% mine", '/srv/(lab)/a&b;c!', '/home/müller/実験'])(
    'can be %s',
    (path) => {
      expect(unusablePath(path)).toBeUndefined();
    },
  );

  it.each([
    ['/a:b', 'search path'],
    ['/a,b', 'Kafka'],
    ['/$HOME', 'PostgreSQL'],
    ['/a"b', 'PostgreSQL'],
    ['/a*b', 'patterns'],
    ['/a\nb', 'control characters'],
  ])('cannot be %j', (path, why) => {
    expect(unusablePath(path)).toContain(why);
    expect(unusablePath(path)).toContain(JSON.stringify(path));
  });
});

describe('the path of a checkout', () => {
  it.each(['/home/me/C#/lab', '/home/me/50%/lab'])('%s cannot run the tests', (path) => {
    expect(unusablePath(path)).toBeUndefined();
    expect(untestablePath(path)).toContain('Move the checkout');
  });

  it('with usual characters can', () => {
    expect(untestablePath("/home/müller/it's my (lab) & more")).toBeUndefined();
  });
});
