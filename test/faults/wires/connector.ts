import type { FaultKind } from '../../../src/local/teams/faults';
import type { Scenario } from './scenario';
import { now } from './site';

/** Kinds after which the message may stand there although no answer came. */
const doneAllTheSame: readonly FaultKind[] = ['lost-answer', 'hang'];

/** The connector fails two posts of an alert, then two repaints of its card. */
const failing = (kind: FaultKind): Scenario => ({
  name: `connector ${kind === 'hang' ? 'time-out' : kind}`,
  short: kind === 429 || kind === 'lost-answer',
  async run(site) {
    const { faults } = site.stage.emulators.teams.control;
    const order = { kind, times: 2, ...(kind === 429 ? { retryAfterSeconds: 1 } : {}) };
    faults.plan({ ...order, method: 'POST' });
    const card = await site.carded(site.strike(), doneAllTheSame.includes(kind) ? 3 : 1);
    if (card === undefined) return 2;
    faults.plan({ ...order, method: 'PUT' });
    const since = now();
    const { outcome, code } = await site.note(card);
    if (outcome !== 'done') site.lost(`a press while the connector fails was ${outcome} ${code ?? ''}`);
    await site.repainted(card, since);
    return 4;
  },
});

const kinds: readonly FaultKind[] = [429, 412, 500, 502, 503, 504, 'reset', 'lost-answer', 'hang'];

export const connectorScenarios: readonly Scenario[] = kinds.map(failing);
