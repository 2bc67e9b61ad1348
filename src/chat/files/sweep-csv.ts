import type { Sweep, SweepHolder, SweepWay } from '../../review/sweep/sweep';
import type { SubscriptionNames } from '../words/names';

const columns = [
  'subscription',
  'subscriptionId',
  'person',
  'userPrincipalName',
  'objectId',
  'type',
  'accountEnabled',
  'verdict',
  'role',
  'scope',
  'via',
  'kind',
  'since',
  'lastConsoleUse',
  'assignmentId',
] as const;

/** Excel reads UTF-8 only behind this mark. */
const byteOrderMark = '\uFEFF';

/** One line a way in (RFC 4180), so that each can be filtered and removed by its id. */
export function sweepCsv({ unused, from }: Sweep, names: SubscriptionNames): string {
  const never = `none since ${new Date(from).toISOString().slice(0, 10)}`;
  const lines = unused.flatMap((holder) => holder.ways.map((way) => cells(holder, way, never, names)));
  return `${byteOrderMark}${[columns, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
}

function cells(holder: SweepHolder, way: SweepWay, never: string, names: SubscriptionNames): readonly string[] {
  const { subscriptionId, name, userPrincipalName, principalId, type, accountEnabled } = holder;
  const unresolved = /group/i.test(type);
  return [
    names[subscriptionId.toLowerCase()] ?? '',
    subscriptionId,
    name ?? '',
    userPrincipalName ?? '',
    principalId,
    type,
    accountEnabled === undefined ? '' : String(accountEnabled),
    way.verdict,
    way.role,
    way.scope,
    way.group === undefined ? 'direct' : (way.group.name ?? way.group.id),
    way.kind,
    way.since === undefined ? '' : new Date(way.since).toISOString(),
    unresolved ? 'members not read' : never,
    way.id,
  ];
}

/** Names come from outside: a cell that a spreadsheet would run as a formula is made text by the usual apostrophe. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
