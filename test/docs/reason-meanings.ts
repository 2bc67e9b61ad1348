import type { ReasonCode } from '../../src/detection/weights';

/** What docs/detection.md says beside the weight: when the reason stands, and where its weight comes from: see `sources`. `A…`, `B…`, `C…` are the scenarios of test/scenarios. */
export interface Meaning {
  readonly when: string;
  readonly source: string;
}

export const meanings: Readonly<Record<ReasonCode, Meaning>> = {
  'unexpected-workload-identity': {
    when: 'a service principal or managed identity opened a console outside its expected entry',
    source: 'Elastic’s published rule calls that unusual by itself; A3, A4',
  },
  'new-to-console': { when: 'first console use, with how many days were watched', source: 'B3: alone it stays low' },
  'unseen-account': {
    when: 'no trace in a whole baseline of at least 60 days',
    source: 'design §4: as good as dormant',
  },
  'never-seen-principal': {
    when: 'no trace in a shorter baseline',
    source: 'design §4: new to the tenant; with the first use it reaches medium',
  },
  'new-to-subscription': { when: 'never worked in this subscription', source: 'design §4: new to the subscription' },
  'new-machine': {
    when: 'never used this machine; scaled by how often this principal meets new ones',
    source: 'Sentinel UEBA, first time accessed resource',
  },
  'critical-target': { when: 'new, and the policy calls the machine critical', source: 'issue 3: a critical target' },
  'newborn-account': { when: 'created at most 7 days before', source: 'Sentinel UEBA IsNewAccount; A10' },
  'young-account': { when: 'created at most 30 days before', source: 'Sentinel UEBA IsNewAccount' },
  'dormant-account': {
    when: 'back after 60 days or more without a trace',
    source: 'Sentinel UEBA IsDormantAccount; design §4: dormant',
  },
  'just-granted': {
    when: 'a role that reaches the machine was written outside PIM by itself within a day, or by another within 4 hours',
    source: 'A14; a PIM activation never counts (C1)',
  },
  'granted-today': {
    when: 'the same, by another, 4 to 24 hours before',
    source: 'reference §1.2: privilege just granted, softer after 4 hours',
  },
  'elevated-access': {
    when: 'elevateAccess by this principal within a day',
    source: 'reference §1.2: privilege just granted; issue 3: elevateAccess',
  },
  'access-denied': { when: 'the call was refused', source: 'design §4: one refusal is no probing' },
  'access-probing': { when: 'refused on several machines', source: 'A5: medium' },
  'probing-then-success': { when: 'refused, then let in', source: 'A5: high' },
  'session-takeover': {
    when: 'connected within 15 min of somebody else’s session, from a new network or address',
    source: 'a second connect takes the live session; A6',
  },
  'takeover-by-newcomer': {
    when: 'the same, new to the machine only',
    source: 'design §4: a live session taken over, softer on a known network',
  },
  'hand-over': { when: 'the same between people known there: a note', source: 'C3: stays silent' },
  'console-reenabled': { when: 'the console was switched on by this principal just before', source: 'A7' },
  'console-enabled-today': {
    when: 'switched on by it within the day',
    source: 'design §4: console re-enabled, softer after 2 hours',
  },
  'console-enabled-by-other': {
    when: 'switched on by somebody else within the day',
    source: 'design §4: console re-enabled, softer by somebody else',
  },
  'console-switched-back-on': {
    when: 'switched on after this bot had switched it off',
    source: 'issue 3, hard signals',
  },
  'reset-then-connect': {
    when: 'an extension written on the machine within 30 min before by the same caller, and network, machine or target is news',
    source: 'reference §1.2: a portal reset is an extension write; A2',
  },
  'reset-before-connect': { when: 'the same with nothing new', source: 'C4: an honest reset is medium at most' },
  'break-glass-outside-entry': {
    when: 'an emergency account outside its expected entry',
    source: 'issue 3, hard signals',
  },
  'contained-principal': {
    when: 'the principal is contained, or an alert about it was judged malicious',
    source: 'issue 3, hard signals',
  },
  'contained-principal-refused': {
    when: 'the same principal tried again and was refused',
    source: 'issue 3, hard signals, but nobody was let in',
  },
  'own-identity': { when: 'one of the bot’s own identities connected', source: 'issue 3, hard signals' },
  'logging-removed': {
    when: 'it deleted the subscription’s diagnostic setting within a day',
    source: 'ATT&CK T1562.008; A15',
  },
  'logging-changed': {
    when: 'it changed that setting within a day, or at any time, outside an expected entry; alone too',
    source: 'issue 3, hard signals; A15',
  },
  'role-for-contained': {
    when: 'a role was written for a principal that is contained or judged malicious, PIM included; alone',
    source: 'issue 3, hard signals',
  },
  'elevated-while-contained': { when: 'elevateAccess by such a principal; alone', source: 'issue 3, hard signals' },
  'own-rights-removed': {
    when: 'a role assignment of the bot’s own identities was deleted; alone',
    source: 'issue 3, hard signals',
  },
  'own-rights-changed': { when: 'a role was written for one of them; alone', source: 'issue 3, hard signals' },
  'grants-roles': {
    when: 'it wrote roles for others within 2 hours',
    source: 'reference §1.2: ordinary alone',
  },
  'runs-commands': { when: 'it ran a command on a machine within 2 hours', source: 'reference §1.2: ordinary alone' },
  'takes-data': {
    when: 'it exported a disk or snapshot within 4 hours after',
    source: 'issue 3: data taken afterwards',
  },
  'takes-foreign-snapshot': {
    when: 'it copied a disk of a machine that is not its own',
    source: 'issue 3: data taken afterwards',
  },
  'takes-snapshot': {
    when: 'it copied a disk of its own machine',
    source: 'issue 3: data taken afterwards, but good practice before a repair',
  },
  'reads-serial-log': {
    when: 'it read the machine’s serial log within an hour',
    source: 'reference §1.2: the log shows what was typed; A11',
  },
  'many-machines': {
    when: '3 machines in 15 min, 4 in an hour or 8 in a day, in the Poisson tail of its own rate (its peers’ and the tenant’s as prior)',
    source: 'A8',
  },
  'many-sessions': {
    when: '5 sessions in 15 min or an hour, 10 in a day, in the same tail',
    source: 'B2: reconnects stay low',
  },
  'burst-from-new-network': { when: '3 machines in 15 min from a network new to it', source: 'issue 3, hard signals' },
  'boot-diagnostics-sweep': {
    when: 'serial logs of many machines read',
    source: 'Elastic’s boot-diagnostics rule; A13: medium',
  },
  'nights-on-foreign-machine': { when: 'a third night on a machine not its own', source: 'A11: medium on the third' },
  'new-country-for-principal': {
    when: 'first use from this country, with where it was before',
    source: 'Sentinel UEBA, first time country',
  },
  'new-country-for-tenant': {
    when: 'nobody here used that country',
    source: 'Sentinel UEBA, first time country; under medium with the one above',
  },
  'new-network-for-principal': {
    when: 'first use from this AS, else /16 or /48; scaled by how often its address changes',
    source: 'Sentinel’s hunting query (/16)',
  },
  'new-network-for-tenant': { when: 'nobody here used that network', source: 'design §4: new for the tenant' },
  'impossible-travel': {
    when: '500 km or more at 800 km/h or more between known networks',
    source: 'Elastic’s published rule; issue 3: alone at most low',
  },
  'impossible-travel-to-new-network': { when: 'the same into a network new here', source: 'A9: high' },
  'quick-country-change': {
    when: 'a new country within 2 hours of work elsewhere',
    source: 'design §4: softer than impossible travel',
  },
  'token-replayed': {
    when: 'the token was issued on its own network and used from one that nobody here was on',
    source: 'reference §1.4: token address against caller address',
  },
  'token-from-elsewhere': {
    when: 'token and call from different networks, the call’s new to it',
    source: 'reference §1.4: token address against caller address',
  },
  'token-address-differs': { when: 'they differ, the call’s network is known', source: 'issue 3: alone at most low' },
  'threat-intelligence': {
    when: 'the address is on the workspace’s threat list, and it was let in',
    source: 'A12: high in cold start too',
  },
  'threat-intelligence-failed': { when: 'the same, refused', source: 'issue 3: only a success is hard' },
  'risky-user': { when: 'Entra ID reports medium or high risk in the last 7 days', source: 'Entra ID Protection' },
  'shared-new-address': {
    when: 'a new address used by several people within an hour',
    source: 'design §4: one new address used by several within an hour',
  },
  'single-factor': {
    when: 'a password alone, against this principal’s habit; absent factors are unknown',
    source: 'issue 3: softly, and only a password alone',
  },
  'off-hours': { when: 'outside its own hours, once', source: 'issue 3: few points once' },
  'expected-principal': {
    when: 'an entry of the policy fits principal, network, target and time',
    source: 'design §4: expected entries of the policy',
  },
  'declared-incident': {
    when: 'the machine is under a declared incident; answers neither new people nor new places',
    source: 'B6',
  },
  'trusted-network': { when: 'from a network the policy trusts; answers place, hour and first use only', source: 'B4' },
  'colleagues-use-site': {
    when: 'two or more colleagues used exactly this /24 or /64 for more than a week',
    source: 'design §4: prefixes used by colleagues for more than seven days',
  },
  'consistent-travel': {
    when: 'seen in that country for hours before: a journey, not a jump',
    source: 'design §4: negative reasons',
  },
  'colleagues-busy-too': {
    when: 'two or more colleagues work on other consoles of the subscription within the hour',
    source: 'C5',
  },
  'judged-benign-before': {
    when: 'the same machine and network judged benign in the last week',
    source: 'issue 3: earlier benign verdicts',
  },
  'usual-machine-and-site': {
    when: 'its own machine and site, seen on 3 days or more',
    source: 'design §4: negative reasons',
  },
  'machine-said-no': {
    when: 'the console refused because of the machine, not the caller',
    source: 'design §4: negative reasons',
  },
  'azure-address': { when: 'Azure’s own address: no place of a person, and no minus', source: 'B5' },
};

/**
 * What a weight may rest on: a scenario that must come out as its table says, a published rule or service, the issue or the design that asks for it, or a
 * section of the reference.
 */
export const sources: readonly RegExp[] = [
  /^[ABC]\d+\b/,
  /^(Elastic|Sentinel|ATT&CK|Entra ID Protection|Microsoft)/,
  /^issue 3\b/,
  /^design §4: /,
  /^reference §\d\.\d: /,
];
