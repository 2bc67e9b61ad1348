import { goal, report } from '../../bench/support/goals';

/** A bench of one goal: `one-goal MEASURED LIMIT`. */
const [measured, limit] = process.argv.slice(2).map(Number);
report([goal('one', measured ?? Number.NaN, limit ?? Number.NaN, 'units')]);
