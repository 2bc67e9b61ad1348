import type { Alert } from '../../alerts/alert';
import { isOperation, sourceIpsOf } from '../../alerts/summary';
import type { AlertCardState } from '../painting/state';
import { outside } from './escape';
import { listed } from './names';
import { onlyOperations } from './operations';
import { alarm, type Fact, facts, good, type Line, strong } from './piece';

/** FROM: addresses, country, network, who else uses it, MFA, and where the token was issued. */
export function fromLine(state: AlertCardState): Line {
  const { alert } = state;
  const session = alert.findings.at(-1)?.session;
  if (onlyOperations(alert) && sourceIpsOf(alert).length === 0)
    return { label: 'FROM', facts: ['nothing came from this principal', ...facts(sameAddress(alert))] };
  return {
    label: 'FROM',
    facts: facts(
      addresses(alert),
      session?.country === undefined ? 'country unknown' : outside(session.country, 30),
      session?.network !== undefined && outside(session.network, 60),
      trusted(alert),
      peers(alert),
      mfa(alert),
      token(alert),
      sameAddress(alert),
    ),
  };
}

function addresses(alert: Alert): Fact {
  const ips = sourceIpsOf(alert).map((ip) => outside(ip, 45));
  return ips.length === 0 ? 'address unknown' : strong(listed(ips, 3));
}

function trusted({ context }: Alert): Fact | undefined {
  const name = context.origin.trustedNetwork;
  return name === undefined ? undefined : good(`trusted network ${outside(name, 40)}`);
}

function peers({ context }: Alert): Fact | undefined {
  const { peersOnNetwork, principalsKnown } = context.origin;
  if (principalsKnown === 0) return 'nobody else known to compare with';
  const text = `${peersOnNetwork} of ${principalsKnown} others used it in ${context.frequency.historyDays} d`;
  return peersOnNetwork === 0 ? alarm(text) : text;
}

function mfa({ findings }: Alert): Fact | undefined {
  const seen = new Set(findings.filter((one) => !isOperation(one)).map(({ session }) => session.mfa));
  if (seen.size === 0) return undefined;
  if (seen.has('no')) return alarm(seen.size === 1 ? 'MFA no' : 'MFA not in every session');
  return seen.has('unknown') ? 'MFA unknown' : 'MFA yes';
}

function token({ findings }: Alert): Fact | undefined {
  const other = findings.findLast(
    ({ session: { tokenIp, sourceIps } }) => tokenIp !== undefined && !sourceIps.includes(tokenIp),
  );
  const address = other?.session.tokenIp;
  return address === undefined ? undefined : alarm(`token issued at ${outside(address, 45)}`);
}

function sameAddress({ kin }: Alert): Fact | undefined {
  const alerts = kin?.sameAddress ?? [];
  if (alerts.length === 0) return undefined;
  return alarm(
    `same address in ${listed(
      alerts.map((id) => outside(id, 12)),
      4,
    )}`,
  );
}
