import type { Incident } from '../../../src/alerts/incidents/incident';
import { at, mia, openAlert } from './an-alert';

/** An outage that the bot asked about and Mia took up. */
export function anIncident(more: Partial<Incident> = {}): Incident {
  const { session } = openAlert().findings[0] ?? {};
  const { subscriptionId = '', target = '' } = session ?? {};
  return {
    id: 'I-1',
    version: 2,
    state: 'declared',
    name: 'outage',
    targets: [`/subscriptions/${subscriptionId}`],
    from: at('02:00'),
    until: at('06:40'),
    by: { objectId: mia.objectId, name: 'Mia M.', at: at('02:40') },
    sighting: {
      subscriptionId,
      from: at('02:00'),
      to: at('02:36'),
      principals: ['Ana A.', 'Lee L.', 'Ken K.'].map((name) => ({ objectId: name, name })),
      machines: [target],
      sessions: 4,
    },
    updatedAt: at('02:40'),
    ...more,
  };
}
