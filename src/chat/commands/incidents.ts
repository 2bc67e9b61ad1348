import { parseSpan } from '../grammar';
import { refused } from '../guard';
import { stamp } from '../moves';
import { incidentList } from '../painting/incident';
import { endIncident } from '../presses/incident';
import { incidentScope, incidentWords } from '../words/incident';
import type { SubscriptionNames } from '../words/names';
import { clock } from '../words/time';
import { type Command, words } from './command';
import { listCard } from './lists';

const hourMs = 3_600_000;

export const incident: Command = {
  id: 'incident',
  args: '<text> on <subscription|resource group> for 4h | end I-1',
  summary:
    'say that people work there on an outage: known people are grouped on one card and not learned, 24 h at most',
  examples: [incidentWords.example, 'incident bad patch on prod-01/web for 2h', 'incident end I-1'],
  needs: 'declare-incident',
  effect: 'changes',
  async run(ask, args) {
    const { room, incoming, now } = ask;
    const ending = /^end\b\s*(.*)$/i.exec(args);
    if (ending !== null) {
      const id = /^I-\d+$/i.exec(ending[1] ?? '')?.[0]?.toUpperCase();
      return id === undefined ? words(incidentWords.needsId, true) : endIncident.run(ask, id, {});
    }
    const [, name = '', where = '', span = ''] = /^(.+)\s+on\s+(\S+)\s+for\s+(\S+)$/i.exec(args.trim()) ?? [];
    const ms = parseSpan(span);
    if (name === '' || ms === undefined) return words(incidentWords.needs, true);
    const names = room.subscriptionNames();
    const target = targetOf(where, names);
    if (target === undefined) return words(incidentWords.unknownTarget(where), true);
    const wish = { name, targets: [target], hours: ms / hourMs, by: stamp(ask) };
    const outcome = await room.uow.run((tx) => room.incidents.declare(tx, wish, incoming.id));
    if (!outcome.ok) return refused(outcome);
    room.kick();
    const { id, until } = outcome.value;
    return words(`${id}: ${incidentScope(outcome.value, names)}, until ${clock(until, now)} UTC.`, true);
  },
};

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `prod-01`, a subscription id, either with `/group`, or a resource id as the portal shows it. */
function targetOf(text: string, names: SubscriptionNames): string | undefined {
  if (/^\/subscriptions\/[0-9a-f-]{36}(\/|$)/i.test(text)) return text.replace(/\/+$/, '');
  const [subscription = '', group, more] = text.split('/');
  const named = Object.entries(names).find(([, name]) => name.toLowerCase() === subscription.toLowerCase())?.[0];
  const id = guid.test(subscription) ? subscription.toLowerCase() : named;
  if (id === undefined || more !== undefined || group === '') return undefined;
  return group === undefined ? `/subscriptions/${id}` : `/subscriptions/${id}/resourceGroups/${group}`;
}

export const incidents: Command = {
  id: 'incidents',
  args: '',
  summary: 'incidents declared here or asked about, and how long they last',
  examples: ['incidents'],
  needs: 'read',
  effect: 'reads',
  async run({ room, now }) {
    const known = await room.uow.run((tx) => room.incidents.standing(tx, now));
    const shown = known.filter(({ state }) => state === 'declared' || state === 'proposed');
    return listCard(incidentList(shown, now, room.subscriptionNames()), `Incidents: ${shown.length}`);
  },
};
