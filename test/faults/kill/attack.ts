import { addTenantRows } from '../../../src/cli/world/rows';
import { systemClock } from '../../../src/core/clock';
import { plainStyle } from '../../../src/local/tenant/export-style';
import { lineOn, networksOf, placeAt } from '../../../src/local/tenant/lines';
import { allTables, createLogbook } from '../../../src/local/tenant/logbook';
import { contosoWorkspaceId, machines } from '../../../src/local/tenant/people';
import { createRng } from '../../../src/local/tenant/random';
import type { Ledger } from './ledger';
import type { Stage } from './stage';

/** One intruder opens a console from a line nobody has used; the rows are visible at once. False when all intruders have had their turn. */
export function attack(stage: Stage, ledger: Ledger): boolean {
  const intruder = stage.intruders[ledger.attacks.length];
  if (intruder === undefined) return false;
  const now = systemClock.now();
  const { person, assignment } = intruder;
  const book = createLogbook({
    workspaceId: contosoWorkspaceId,
    style: plainStyle,
    tables: allTables,
    rng: createRng(`attack of ${person.name} at ${now}`),
  });
  const [network] = networksOf('BR', 'residential');
  const [proxy] = networksOf('NL', 'hosting');
  if (network === undefined || proxy === undefined) throw new Error('the network table has no such network');
  const from = placeAt(lineOn(network, person.name), now);
  const tokenFrom = placeAt(lineOn(proxy, person.name), now);
  const correlationId = book.connect(machines.dc01, {
    at: now - 120_000,
    by: person,
    from,
    tokenFrom,
    delayMs: 119_000,
    endDelayMs: 119_500,
  });
  ledger.attacks.push({ correlationId, objectId: person.objectId, assignment });
  addTenantRows(stage.emulators.logAnalytics, book.rows);
  return true;
}
