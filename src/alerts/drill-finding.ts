import type { Finding } from '../detection/finding';

/** What a drill says it found: plainly invented, severe enough that everybody is called who would be called. */
export function drillFinding(drillId: string, number: number, subscriptionId: string, at: number): Finding {
  const code = 'drill';
  return {
    drill: true,
    session: {
      id: drillId,
      kind: 'connect',
      correlationIds: [drillId],
      // One of its own for each drill, so that no two share an alert; the block is nobody's in Entra, whose ids are random.
      principal: {
        objectId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        displayName: 'drill (nobody)',
        type: 'unknown',
      },
      target: `/subscriptions/${subscriptionId}/resourceGroups/drill/providers/Microsoft.Compute/virtualMachines/drill-machine`,
      subscriptionId,
      startedAt: at,
      lastAt: at,
      visibleAt: at,
      outcome: 'success',
      sourceIps: ['192.0.2.1'],
      mfa: 'unknown',
    },
    severity: 'high',
    score: 60,
    triggers: ['unexpected-principal'],
    reasons: [{ code, points: 60, text: 'a drill: nobody connected anywhere', trigger: 'unexpected-principal' }],
    rootCauses: [],
    honest: [],
    mitre: [],
    // No mute may hide it.
    hard: true,
    learning: false,
    context: {
      frequency: {
        sessionsLastHour: 1,
        machinesLastHour: 1,
        sessionsLastDay: 1,
        machinesLastDay: 1,
        usualPerMonth: 0,
        weekly: [],
        observations: 0,
        historyDays: 0,
        usualCountries: [],
      },
      origin: { peersOnNetwork: 0, principalsKnown: 0 },
      around: [],
    },
  };
}
