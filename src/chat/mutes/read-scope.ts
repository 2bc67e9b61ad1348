import type { Alert } from '../../alerts/alert';
import type { MuteScope } from '../../alerts/mutes/mute';
import type { Networks } from '../../alerts/mutes/networks';
import { done, type Outcome, refuse } from '../../core/outcome';
import { parseMachineId, shortName } from '../../core/resource-id';
import { outside } from '../words/escape';

type ScopeRefusal = 'unknown-name' | 'ambiguous';

/**
 * `rob@contoso.com on dc01 from 198.51.100.0/24`, any part alone, or one bare name of any kind. Names are those of the known alerts; a machine may be
 * given by resource id, a principal by object id. What fits two things is refused rather than guessed.
 */
export function readScope(
  text: string,
  alerts: readonly Alert[],
  networks: Networks,
): Outcome<MuteScope, ScopeRefusal> {
  const { who, on, from } = partsOf(text);
  let scope: MuteScope = {};
  if (who !== '') {
    const bare = bareScope(who, alerts, networks, on === undefined && from === undefined);
    if (!bare.ok) return bare;
    scope = bare.value;
  }
  if (on !== undefined) {
    const machine = machineNamed(on, alerts);
    if (!machine.ok) return machine;
    scope = { ...scope, machine: machine.value };
  }
  if (from !== undefined) {
    const network = networks.read(from);
    if (network === undefined) return unknown(from, 'network', 'Write an address, 198.51.100.0/24 or AS5607.');
    scope = { ...scope, network: network.network };
  }
  return done(scope);
}

function partsOf(text: string): { readonly who: string; readonly on?: string; readonly from?: string } {
  const [head = '', ...rest] = ` ${text.trim()}`.split(/\s(?=(?:on|from)\s)/i);
  const part = (word: string) =>
    rest
      .find((piece) => piece.toLowerCase().startsWith(`${word} `))
      ?.slice(word.length + 1)
      .trim();
  const [on, from] = [part('on'), part('from')];
  return { who: head.trim(), ...(on === undefined ? {} : { on }), ...(from === undefined ? {} : { from }) };
}

function bareScope(
  name: string,
  alerts: readonly Alert[],
  networks: Networks,
  alone: boolean,
): Outcome<MuteScope, ScopeRefusal> {
  const principals = principalsNamed(name, alerts);
  const machine = alone ? machineNamed(name, alerts) : undefined;
  const network = alone ? networks.read(name) : undefined;
  const [principal] = principals;
  if (principals.length > 1 || (principal !== undefined && machine?.ok))
    return refuse(
      'ambiguous',
      `“${outside(name, 60)}” names more than one thing here.`,
      'Give the object id, or write `on` before a machine.',
    );
  if (principal !== undefined) return done({ principal });
  if (network !== undefined) return done({ network: network.network });
  if (machine !== undefined && (machine.ok || machine.reason === 'ambiguous'))
    return machine.ok ? done({ machine: machine.value }) : machine;
  return unknown(
    name,
    alone ? 'principal, machine or network' : 'principal',
    'Give the full name, object id or resource id.',
  );
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function principalsNamed(name: string, alerts: readonly Alert[]): readonly { objectId: string; name: string }[] {
  const wanted = name.toLowerCase();
  const found = new Map<string, string>();
  for (const { session } of alerts.flatMap(({ findings }) => findings)) {
    const { objectId, displayName } = session.principal;
    const shown = displayName.toLowerCase();
    if (objectId === wanted || shown === wanted || shown.split('@')[0] === wanted) found.set(objectId, displayName);
  }
  if (found.size === 0 && guid.test(name)) return [{ objectId: wanted, name: wanted }];
  return [...found].map(([objectId, shown]) => ({ objectId, name: shown }));
}

function machineNamed(name: string, alerts: readonly Alert[]): Outcome<string, ScopeRefusal> {
  const given = parseMachineId(name)?.id;
  if (given !== undefined) return done(given);
  const found = new Map<string, string>();
  for (const { session } of alerts.flatMap(({ findings }) => findings))
    if (shortName(session.target).toLowerCase() === name.toLowerCase())
      found.set(session.target.toLowerCase(), session.target);
  const [machine] = found.values();
  if (machine === undefined) return unknown(name, 'machine', 'Give its full resource id.');
  if (found.size > 1)
    return refuse(
      'ambiguous',
      `There are ${found.size} machines called “${outside(name, 60)}”.`,
      'Give the full resource id.',
    );
  return done(machine);
}

function unknown(name: string, kind: string, remedy: string): Outcome<never, ScopeRefusal> {
  return refuse('unknown-name', `I know no ${kind} “${outside(name, 60)}” from the alerts of 90 days.`, remedy);
}
