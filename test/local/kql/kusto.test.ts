/**
 * Everything that loads the KQL parser is in this one file, since loading it costs about two seconds of CPU in each jest sandbox: the
 * interpreter's cases, the recorded corpus, the shipped queries, and the query API over HTTP.
 */
import { describeEmulator } from '../log-analytics/emulator-suite';
import { describeBinding } from './binding-suite';
import { describeCases } from './cases-suite';
import { describeCorpus } from './corpus-suite';
import { describeParameters } from './parameters-suite';
import { describeQueryBinder } from './query-binder-suite';
import { describeShippedQueries } from './shipped-queries-suite';
import { describeTables } from './tables-suite';

describe('KQL cases', describeCases);
describe('KQL over stored rows', describeTables);
describe('binding', describeBinding);
describe('parameters from outside', describeParameters);
describe('a query that comes again with other times', describeQueryBinder);
describe('recorded corpus', describeCorpus);
describe('shipped queries', describeShippedQueries);
describe('Log Analytics emulator', describeEmulator);
