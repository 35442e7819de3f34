import { type Argument, type Command, CommanderError, InvalidArgumentError, type Option } from 'commander';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProgram } from './program.ts';

const walk = (command: Command): Command[] => [command, ...command.commands.flatMap(walk)];
const nameOf = (command: Command): string =>
  command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

const inputs = walk(createProgram()).flatMap((command) => [
  ...command.registeredArguments.map((one): [string, Argument] => [`${nameOf(command)} ${one.name()}`, one]),
  ...command.options
    .filter(({ required, optional }) => required || optional)
    .map((one): [string, Option] => [`${nameOf(command)} ${one.flags}`, one]),
]);

/** The parsed result when no command runs: undefined, or the exit code and the output. */
async function refusal(...args: string[]): Promise<{ code: string; said: string } | undefined> {
  let said = '';
  const program = createProgram();
  for (const command of walk(program)) {
    command.exitOverride((error) => {
      throw error;
    });
    command.configureOutput({ ...command.configureOutput(), writeErr: (text) => void (said += text) });
    if (command.commands.length === 0) command.action(() => undefined);
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.code, said };
    throw error;
  }
}

const odd = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '-1',
      '0',
      '1e3',
      '0x10',
      '1.5',
      '٣',
      '９',
      'NaN',
      'Infinity',
      '99999999999999999999',
      'null',
    ],
    ...[
      '\n',
      'a\nb',
      '\u001b[2J',
      '\u0000',
      '../..',
      '/etc/passwd',
      '__proto__',
      'constructor',
      '$(id)',
      '=',
      'a=',
    ],
    ...[
      '=b',
      '1h1h',
      '5',
      '5 m',
      '-5m',
      '1y',
      '9'.repeat(5_000),
      'x'.repeat(5_000),
      '{}',
      '*',
      'br',
      'BRA',
      '--json',
    ],
  ),
  fc.string({ unit: 'binary' }),
);

describe('the command line', () => {
  it.each(inputs)('checks %s before anything begins', (_name, input) => {
    expect(input.parseArg).toBeTypeOf('function');
  });

  it.each(inputs)('rejects invalid input as %s, and lists what is allowed', (_name, input) => {
    fc.assert(
      fc.property(odd, (text) => {
        try {
          const read: unknown = input.parseArg!(text, undefined);
          const kept = [read].flat();
          expect(kept.every((one) => typeof one !== 'number' || Number.isSafeInteger(one))).toBe(true);
          expect(kept.join('')).not.toMatch(/\p{Cc}/u);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidArgumentError);
          expect((error as Error).message).toMatch(
            /^(It must .+\.|Allowed choices are .+\.)( Did you mean .+\?)?$/,
          );
        }
      }),
    );
  });

  it.each([
    ['traffic checkout --users 0', 'a whole number from 1 to'],
    ['traffic checkout --users 1000000', 'a whole number from 1 to'],
    ['traffic checkout --users 1e2', 'a whole number from 1 to'],
    ['traffic checkout --duration 60', 'a duration from 1s to 24h'],
    ['traffic checkout --duration 0s', 'a duration from 1s to 24h'],
    ['traffic checkout --duration 25h', 'a duration from 1s to 24h'],
    ['traffic checkout --country ZZ', 'DE, FR, GB, US, BR, JP, IN, AU'],
    ['traffic nothing', 'browse, checkout'],
    ['up --port-offset 65535', 'from 0 to 48349'],
    ['up --port-offset -1', 'from 0 to 48349'],
    ['up --only some', 'backing, shop'],
    ['logs nothing', 'the name of a part: postgres'],
    ['logs cart --lines 1.5', 'from 0 to 1000000'],
    ['stop paymnt', 'Did you mean payment'],
    ['break nothing', 'bank-slow'],
    ['break bank-slow delay', 'name=value'],
    ['break bank-slow delayMs=1 delayMs=2', 'delayMs once'],
    ['heal nothing', 'bank-slow'],
    ['mitigate pray payment', 'restart, rollback, scale'],
    ['mitigate scale payment 2', 'name=value'],
    ['exercise start 99', '01-slowest-span'],
    ['exercise start 0', '01-slowest-span'],
    ['exercise start incident --seed -1', 'from 0 to'],
    ['exercise list --learner ../x', '1 to 40 letters'],
    ['exercise answer trace', 'name=value'],
    ['prove --orders 0', 'from 1 to 100'],
    ['trace 00000000000000000000000000000000', '32 hex digits'],
    ['trace --exemplar 1x', 'the name of a metric'],
    ['query promql up --since 0s', 'a duration from 1s to 30d'],
    ['query logql {} --limit 0', 'from 1 to 5000'],
    ['query sql up', 'unknown command'],
    ['slo rules --windows weekly', 'lab, production'],
    ['slo mutants nothing.yml', 'service-down.yml'],
    ['dlq show a/b', 'the name of a topic'],
    ['dlq replay t --id x --body /nowhere', 'a file that exists'],
    ['pager ack 0', 'from 1 to'],
    ['pager silence 5 --for 10', 'a duration from 1s to 30d'],
    ['pager silence a-b', 'the name of an alert'],
    ['pager unsilence 1', 'the id of a silence'],
    ['bench overhead --rounds 0', 'from 1 to 100'],
    ['bench cost', 'overhead, delay'],
    ['test everything', 'typecheck, unit'],
    ['nothing', 'unknown command'],
    ['down now', 'too many arguments'],
  ])('refuses %s in one sentence', async (line, allowed) => {
    const { said, ...refused } = (await refusal(...line.split(' ')))!;
    expect(refused.code).toMatch(/^commander\./);
    expect(said).toContain(allowed);
    expect(said.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    'traffic checkout --users 5 --duration 1h30m --country BR',
    'break bank-slow country=BR delayMs=2500',
    'break list',
    'exercise start 01',
    'exercise start slowest-span --seed 7 --level 2',
    'exercise answer trace=4bf92f3577b34da6a3ce929d0e0e4736 why=a=b',
    'query promql up --since 5m --step 15s --json',
    'pager silence PaymentDown --for 2h --comment why',
    'trace 4BF92F3577B34DA6A3CE929D0E0E4736',
    'logs supervisor -n 0',
  ])('takes %s', async (line) => {
    expect(await refusal(...line.split(' '))).toBeUndefined();
  });

  it('quotes the input without its line breaks, and truncated', async () => {
    const { said } = (await refusal('traffic', `a\n\u001b[2J${'b'.repeat(5_000)}`))!;
    expect(said).toMatch(/^error: [^\n]{1,500}\n$/);
    expect(said).not.toContain('\u001b');
  });
});
