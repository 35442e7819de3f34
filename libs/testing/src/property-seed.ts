import fc from 'fast-check';

/**
 * The seed of every property test. Runs are reproducible, so a counterexample fails only the change that
 * introduced it. `./lab test --full` sets a different seed each time.
 */
const text = process.env['FC_SEED'] || '17';
const seed = Number(text);
if (!Number.isInteger(seed)) throw new Error(`FC_SEED is ${JSON.stringify(text)}: set it to a whole number.`);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
