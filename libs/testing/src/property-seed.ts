import fc from 'fast-check';

/**
 * The seed of every property: a run is the same wherever it is repeated, so that a counterexample stops the change that
 * brought it in and no other. `./lab test --full` sets another seed each time.
 */
const text = process.env['FC_SEED'] || '17';
const seed = Number(text);
if (!Number.isInteger(seed)) throw new Error(`FC_SEED is ${JSON.stringify(text)}: set it to a whole number.`);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
