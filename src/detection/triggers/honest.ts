import { incidentOver, type Rule } from '../facts';
import { isKnown, knownInLife, othersAt, usedBefore } from '../history';
import { presentSince } from '../presence';
import { few, plural, reason, span } from '../reason';
import { targetKey } from '../session';

/** An entry of the policy makes this session expected. */
export const expectedPrincipal: Rule = ({ session, policy }) => {
  const entry = policy.expected(session);
  return entry === undefined ? undefined : reason('expected-principal', `expected by policy: ${entry.reason}`);
};

/** The machine is under a declared incident. */
export const declaredIncident: Rule = (facts) => {
  const incident = incidentOver(facts);
  return incident === undefined
    ? undefined
    : reason('declared-incident', `under the declared incident “${incident.name}”`);
};

/** The address lies in a network the policy trusts. */
export const trustedNetwork: Rule = ({ ip, policy }) => {
  const name = ip === undefined ? undefined : policy.trustedNetwork(ip);
  return name === undefined ? undefined : reason('trusted-network', `from the trusted network ${name}`);
};

/** Colleagues have used exactly this site for more than a week: an office or a VPN egress. */
export const colleaguesUseSite: Rule = ({ site, history, azure, ip, policy }) => {
  if (site === undefined || azure || (ip !== undefined && policy.trustedNetwork(ip) !== undefined)) return undefined;
  const old = [...othersAt(history, 'site', site).values()].filter(([first]) => first < history.day - 7);
  if (old.length < 2) return undefined;
  return reason('colleagues-use-site', `${plural(old.length, 'colleague')} used ${site} for more than a week`);
};

/** Seen in this country hours earlier too, by successful sign-ins or Azure activity: a journey, not a jump. */
export const consistentTravel: Rule = ({ session, history, azure, learning }) => {
  const { country } = session;
  if (country === undefined || azure || learning || isKnown(history, 'country', country)) return undefined;
  const hours = 3_600_000;
  const seen = presentSince({ session, history }, (of) => of.country === country);
  const inLife = history.profile.life.country[country];
  const lived = inLife === undefined ? 0 : session.startedAt - inLife[0] * 24 * hours;
  const ago = Math.max(seen, lived);
  if (ago < 3 * hours) return undefined;
  return reason('consistent-travel', `already seen in ${country} ${span(ago)} before`);
};

/** Others work on consoles of the same subscription at the same time: an outage looks like this. */
export const colleaguesBusyToo: Rule = ({ session, history, network, site }) => {
  const own =
    network.some((of) => isKnown(history, 'network', of)) || (site !== undefined && isKnown(history, 'site', site));
  if (!own && network.length > 0) return undefined;
  const busy = new Set(
    history.inSubscription
      .filter(
        ({ session: of, found }) =>
          of.kind === 'connect' &&
          // Whose session was just taken over is no witness.
          targetKey(of.target) !== targetKey(session.target) &&
          Math.abs(session.startedAt - of.startedAt) <= 3_600_000 &&
          found?.hard !== true,
      )
      .map(({ session: of }) => of.principal.displayName),
  );
  if (busy.size < 2) return undefined;
  return reason('colleagues-busy-too', `${few([...busy])} work on consoles of this subscription within the same hour`);
};

/** The same machine and network were judged benign before. */
export const judgedBenignBefore: Rule = ({ session, history }) => {
  const benign = history.own.filter(
    ({ verdict, session: of }) =>
      verdict === 'benign' && targetKey(of.target) === targetKey(session.target) && of.network === session.network,
  );
  return benign.length === 0
    ? undefined
    : reason(
        'judged-benign-before',
        `${plural(benign.length, 'session')} like this ${benign.length === 1 ? 'was' : 'were'} judged benign in the last week`,
      );
};

/** The machine and the site are this principal's own. */
export const usualMachineAndSite: Rule = ({ session, history, site, azure }) => {
  if (site === undefined || azure) return undefined;
  const machine = targetKey(session.target);
  const onMachine = usedBefore(history, 'machine', machine) ?? knownInLife(history, 'machine', machine);
  const atSite = usedBefore(history, 'site', site) ?? knownInLife(history, 'site', site);
  if (onMachine === undefined || atSite === undefined || atSite[2] < 3) return undefined;
  return reason('usual-machine-and-site', `this principal’s own machine and site, seen on ${plural(atSite[2], 'day')}`);
};

/** The console refused because of the machine or the subscription, not because of the caller. */
export const machineSaidNo: Rule = ({ session, denied }) =>
  session.outcome === 'failure' && !denied
    ? reason('machine-said-no', `not connected: ${session.failure ?? 'the log gives no cause'}`)
    : undefined;

/** Azure's own address: Cloud Shell or a hosted tool; where the person is remains unknown. */
export const azureAddress: Rule = ({ azure, ip }) =>
  azure
    ? reason(
        'azure-address',
        `${ip} belongs to Azure (Cloud Shell or a hosted tool): it does not say where the person is`,
      )
    : undefined;
