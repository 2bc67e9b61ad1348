import { guidFor } from '../cloud/guid';
import type { Grant, Person, Workload } from './actors';
import { machineId } from './machines';
import type { RoleKey } from './operations';

/**
 * The invented tenant of the demo and of the scenario files. Ids are made from names by the rule of the ARM seed builder
 * (`guidFor('contoso user Rob')`), so that logs, role assignments and directory speak of the same people and machines.
 */
export const contosoTenantId = guidFor('contoso tenant');
export const contosoWorkspaceId = guidFor('contoso workspace');

const subscription = (name: string) => `/subscriptions/${guidFor(`contoso subscription ${name}`)}`;

/** As scopes, `/subscriptions/{id}`. */
export const subscriptions = {
  prod01: subscription('prod-01'),
  prod02: subscription('prod-02'),
  dev01: subscription('dev-01'),
} as const;

/** Full ids. */
export const resourceGroups = {
  identity: `${subscriptions.prod01}/resourceGroups/identity`,
  data: `${subscriptions.prod01}/resourceGroups/data`,
  finance: `${subscriptions.prod01}/resourceGroups/finance`,
  web: `${subscriptions.prod01}/resourceGroups/web`,
  ops: `${subscriptions.prod01}/resourceGroups/ops`,
  apps: `${subscriptions.prod02}/resourceGroups/apps`,
  lab: `${subscriptions.dev01}/resourceGroups/lab`,
} as const;

/** Full ids of single machines; `frontInstances` are those of one scale set. */
export const machines = {
  dc01: machineId(resourceGroups.identity, 'dc01'),
  dc02: machineId(resourceGroups.identity, 'dc02'),
  sql03: machineId(resourceGroups.data, 'sql03'),
  sql04: machineId(resourceGroups.data, 'sql04'),
  findb01: machineId(resourceGroups.finance, 'findb01'),
  web1: machineId(resourceGroups.web, 'web1'),
  web2: machineId(resourceGroups.web, 'web2'),
  web3: machineId(resourceGroups.web, 'web3'),
  key1: machineId(resourceGroups.web, 'key1'),
  jump1: machineId(resourceGroups.ops, 'jump1'),
  mon1: machineId(resourceGroups.ops, 'mon1'),
  app1: machineId(resourceGroups.apps, 'app1'),
  app2: machineId(resourceGroups.apps, 'app2'),
  app3: machineId(resourceGroups.apps, 'app3'),
  lab1: machineId(resourceGroups.lab, 'lab1'),
} as const;

export type MachineName = keyof typeof machines;

export const frontInstances: readonly string[] = Array.from(
  { length: 10 },
  (_, instance) =>
    `${resourceGroups.web}/providers/Microsoft.Compute/virtualMachineScaleSets/front/virtualMachines/${instance}`,
);

/** Object ids. Ops-Admins holds Owner on prod-01, Web-Team Virtual Machine Contributor on the group `web`. */
export const groups = {
  opsAdmins: guidFor('contoso group Ops-Admins'),
  webTeam: guidFor('contoso group Web-Team'),
  dataTeam: guidFor('contoso group Data-Team'),
} as const;

const roleNames: Readonly<Record<RoleKey, string>> = {
  owner: 'owner',
  contributor: 'contributor',
  vmContributor: 'virtualMachineContributor',
  reader: 'reader',
  userAccessAdministrator: 'userAccessAdministrator',
};

/** A role assignment under the id that the ARM seed builder gives the same assignment. */
export function contosoGrant(
  principalId: string,
  principalType: Grant['principalType'],
  role: RoleKey,
  scope: string,
): Grant {
  const assignmentId = guidFor(`assignment ${principalId} ${roleNames[role]} ${scope.toLowerCase()}`);
  return { role, scope, assignmentId, principalId, principalType };
}

const viaOpsAdmins = contosoGrant(groups.opsAdmins, 'Group', 'owner', subscriptions.prod01);
const viaWebTeam = contosoGrant(groups.webTeam, 'Group', 'vmContributor', resourceGroups.web);
const viaDataTeam = contosoGrant(groups.dataTeam, 'Group', 'vmContributor', resourceGroups.data);

function person(
  name: string,
  surname: string,
  grant: Grant,
  methods: readonly string[] = ['rsa', 'mfa'],
): Person & { grant: Grant } {
  return {
    kind: 'user',
    objectId: guidFor(`contoso user ${name}`),
    tenantId: contosoTenantId,
    upn: `${name.toLowerCase()}@contoso.com`,
    name: `${name} ${surname}`,
    methods,
    deviceId: guidFor(`contoso device ${name}`),
    grant,
  };
}

const objectIdOf = (name: string) => guidFor(`contoso user ${name}`);
const direct = (name: string, role: RoleKey, scope: string) => contosoGrant(objectIdOf(name), 'User', role, scope);

export const people = {
  /** Platform team, Owner through Ops-Admins; the victim of the demo. */
  rob: person('Rob', 'R.', viaOpsAdmins),
  mia: person('Mia', 'M.', viaOpsAdmins),
  lee: person('Lee', 'L.', viaOpsAdmins),
  /** Platform team like the others, but has never opened a console. */
  nia: person('Nia', 'N.', viaOpsAdmins),
  /** Identity team: gives roles, never opens consoles. */
  ana: person('Ana', 'A.', direct('Ana', 'userAccessAdministrator', subscriptions.prod01)),
  tom: person('Tom', 'T.', direct('Tom', 'owner', subscriptions.prod01)),
  ken: person('Ken', 'K.', viaWebTeam),
  zoe: person('Zoe', 'Z.', viaWebTeam),
  /** Signs in with a passkey: no `mfa` in the token. */
  pia: person('Pia', 'P.', viaWebTeam, ['fido', 'rsa']),
  ida: person('Ida', 'I.', viaDataTeam),
  /** Readers. */
  eva: person('Eva', 'E.', direct('Eva', 'reader', subscriptions.prod01)),
  jon: person('Jon', 'J.', direct('Jon', 'reader', subscriptions.prod01)),
} as const;

export type PersonName = keyof typeof people;

function application(name: string, scope: string): Workload & { grant: Grant } {
  const objectId = guidFor(`contoso service principal ${name}`);
  return {
    kind: 'servicePrincipal',
    objectId,
    tenantId: contosoTenantId,
    appId: guidFor(`contoso application ${name}`),
    name,
    grant: contosoGrant(objectId, 'ServicePrincipal', 'contributor', scope),
  };
}

export const workloads = {
  /** Deploys every day, never opens a console. */
  deploy: application('deploy-web', subscriptions.prod01),
  /** Reads the console of app1 and app2 every night from one address; stands in the policy. */
  nightlyCheck: application('nightly-check', subscriptions.prod02),
  /** The identity of mon1. */
  monitor: {
    ...application('mon1', subscriptions.prod01),
    kind: 'managedIdentity',
    resourceId: machines.mon1,
  } satisfies Workload,
} as const;
