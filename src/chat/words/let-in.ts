import type { LetIn, ReadImpact } from '../../alerts/alert';
import { scopeKind } from '../../review/access/scope';
import { verdicts } from '../../review/access/verdict';
import { type AccessPath, type Exposure, type HeldElsewhere, pathsIn } from '../../review/exposure/exposure';
import type { Impact, MachinePower } from '../../review/exposure/impact';
import { outside } from './escape';
import { count, listed, machineName, type SubscriptionNames, scopeName } from './names';
import { notReadWords, pathWords, verdictWord } from './review';
import { age } from './time';

/** What an alert keeps of the bot's own reading: the paths, the one that was used first, in the words of the card. */
export function letInOf(exposure: Exposure, impact: Impact, names: SubscriptionNames): LetIn {
  const { machines, readAt, elsewhere, unread, account } = exposure;
  const manager = account?.managers[0]?.name;
  const ways = [...pathsIn(exposure)].sort(
    (a, b) => Number(b.used) - Number(a.used) || verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict),
  );
  const also = alsoHolds(elsewhere);
  return {
    at: readAt,
    paths: ways.length,
    lines: ways.slice(0, keptLines).map((path) => wayIn(path, readAt, names)),
    notRead: [
      ...(unread.length === 0 ? [] : [count(unread.length, 'machine')]),
      ...new Set(exposure.notRead.filter(({ what }) => !neverRead.has(what)).map(({ what }) => notReadWords[what])),
      ...impact.notRead.map((text) => outside(text, 80)),
    ],
    machines,
    impact: impactWords(impact, names),
    ...(also === undefined ? {} : { alsoHolds: also }),
    ...(account?.name === undefined ? {} : { name: account.name }),
    ...(account?.guest === undefined ? {} : { guest: account.guest }),
    ...(manager === undefined ? {} : { manager }),
  };
}

const keptLines = 6;

/** Left out of every reading: the review's card says so, an alert's line has no room for what is always the same. */
const neverRead = new Set(['directory-roles', 'app-ownership', 'lighthouse', 'classic-administrators']);

/** `Owner, via Ops-Admins (6 people), sub prod-01, 214 d`. */
function wayIn(path: AccessPath, now: number, names: SubscriptionNames): string {
  const since = path.since === undefined ? '' : `, ${age(now - path.since)}`;
  const how = path.verdict === 'can-connect' ? '' : ` (${verdictWord[path.verdict]})`;
  const used = path.used ? ', used' : '';
  return `${pathWords(path, names)}${since}${used}${how}`;
}

/** `Owner on 2 subs, Reader on 1 RG`; undefined when there is nothing. */
export function alsoHolds(elsewhere: readonly HeldElsewhere[]): string | undefined {
  const groups = new Map<string, { role: string; kind: string; scopes: Set<string> }>();
  for (const { role, scope } of elsewhere) {
    const kind = kindWord(scope);
    const key = `${role}|${kind}`;
    const group = groups.get(key) ?? { role, kind, scopes: new Set<string>() };
    group.scopes.add(scope.toLowerCase());
    groups.set(key, group);
  }
  if (groups.size === 0) return undefined;
  const told = [...groups.values()]
    .sort((a, b) => weight(a.role) - weight(b.role))
    .map(({ role, kind, scopes }) => `${outside(role, 50)} on ${count(scopes.size, kind)}`);
  return listed(told, 3);
}

function kindWord(scope: string): string {
  const kind = scopeKind(scope);
  return kind === 'subscription' ? 'sub' : kind === 'resource-group' ? 'RG' : 'resource';
}

const heavy = ['Owner', 'User Access Administrator', 'Role Based Access Control Administrator', 'Contributor'];

function weight(role: string): number {
  const at = heavy.indexOf(role);
  if (at >= 0) return at;
  return /reader$/i.test(role) ? heavy.length + 1 : heavy.length;
}

function impactWords({ reach, machinesInReach, powers, tags, machines }: Impact, names: SubscriptionNames): ReadImpact {
  return {
    ...(reach === undefined ? {} : { reach: scopeName(reach, names) }),
    ...(machinesInReach === undefined ? {} : { machinesInReach }),
    ...(powers === undefined ? {} : { identityPowers: powers.slice(0, 6).map((power) => powerWords(power, names)) }),
    tags: tagWords(tags),
    machines: lookWords(machines),
  };
}

/** `Windows, running, boot diagnostics on: dc01`: one entry a kind, the machines named where there are several kinds. */
function lookWords(machines: Impact['machines']): readonly string[] {
  const kinds = new Map<string, string[]>();
  for (const { machine, os, power, bootDiagnostics } of machines) {
    const diagnostics = bootDiagnostics === undefined ? 'unknown' : bootDiagnostics ? 'on' : 'off';
    const words = `${outside(os ?? 'OS unknown', 20)}, ${outside(power ?? 'power unknown', 20)}, boot diagnostics ${diagnostics}`;
    kinds.set(words, [...(kinds.get(words) ?? []), machineName(machine)]);
  }
  return [...kinds].slice(0, 4).map(([words, on]) => (kinds.size === 1 ? words : `${words}: ${listed(on, 3)}`));
}

/** `env=prod on dc01, sql03`: one tag a line however many machines carry it. */
function tagWords(tags: Impact['tags']): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { machine, name, value } of tags) {
    const tag = `${outside(name, 30)}=${outside(value, 40)}`;
    groups.set(tag, [...(groups.get(tag) ?? []), machineName(machine)]);
  }
  return [...groups].slice(0, 6).map(([tag, machines]) => `${tag} on ${listed(machines, 3)}`);
}

const mayWords: Record<MachinePower['may'], string> = {
  'hand-out-rights': 'can hand out rights on',
  control: 'controls',
  change: 'changes',
  read: 'reads',
  unknown: 'holds a role that could not be read on',
};

function powerWords({ machine, may, role, scope }: MachinePower, names: SubscriptionNames): string {
  const by = may === 'unknown' ? '' : ` (${outside(role, 40)})`;
  return `${machineName(machine)}'s identity ${mayWords[may]} ${scopeName(scope, names)}${by}`;
}
