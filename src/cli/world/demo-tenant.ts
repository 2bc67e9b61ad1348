import { readerCaller, writerCaller } from '../../local/arm/caller-actions';
import { seedBuilder } from '../../local/arm/seed-builder';
import { guidFor } from '../../local/cloud/guid';
import type { ChannelSpec, PersonSpec } from '../../local/teams/model';
import {
  groups as contosoGroups,
  contosoTenantId,
  contosoWorkspaceId,
  frontInstances,
  machines,
  people,
  resourceGroups,
  subscriptions,
  workloads,
} from '../../local/tenant/people';

/** The invented tenant of the demo and the story tests: the people and machines of `local/tenant`, with Azure, Entra and Teams around them. */
export interface DemoTenant {
  readonly tenantId: string;
  readonly seed: ReturnType<ReturnType<typeof seedBuilder>['build']>;
  readonly people: readonly PersonSpec[];
  readonly channels: readonly ChannelSpec[];
  /** Role assignments of Rob that a review finds, by what they are. */
  readonly assignments: Readonly<Record<'robOps' | 'robProduction' | 'opsAdmins', string>>;
  readonly responders: string;
  readonly subscriptionIds: readonly string[];
  readonly botAppId: string;
  readonly readerClientId: string;
  readonly writerClientId: string;
  readonly workspaceId: string;
}

const days = 86_400_000;

/** Where alerts go, and the other rooms of the team. */
export const demoChannels = {
  general: '19:soc-general@thread.tacv2',
  alerts: '19:soc-console@thread.tacv2',
  leads: '19:soc-leads@thread.tacv2',
} as const;

const parts = {
  resourceGroup: (id: string) => id.split('/')[4] ?? '',
  machine: (id: string) => id.split('/').pop() ?? '',
};

/**
 * `now` dates the role assignments: "214 days ago, by Ana". With `forgottenGrant` Rob also holds a role on the domain controllers that he never used: what
 * the demo's review proposes to take away, and can bring back.
 */
export function demoTenant(now: number, { forgottenGrant = false } = {}): DemoTenant {
  const build = seedBuilder('contoso');
  for (const [name, { upn }] of Object.entries(people)) {
    const key = name.charAt(0).toUpperCase() + name.slice(1);
    const manager = managers[name];
    build.user(key, {
      displayName: fullNames[name] ?? key,
      userPrincipalName: upn,
      ...(manager === undefined ? {} : { managerId: people[manager].objectId }),
    });
  }
  const objectId = (name: keyof typeof people) => people[name].objectId;
  const members = (names: readonly (keyof typeof people)[]) => names.map(objectId);
  build.group('Ops-Admins', members(['rob', 'mia', 'lee', 'nia']));
  build.group('Web-Team', members(['ken', 'zoe', 'pia']));
  build.group('Data-Team', members(['ida']));
  const responders = build.group('SOC-Responders', members(['mia', 'ken']));
  for (const { name, appId } of Object.values(workloads)) {
    // The web team's deployment has an owner who can be asked; nobody thought of one for the others.
    build.servicePrincipal(name, { appId, ownerIds: name === workloads.deploy.name ? members(['ken']) : [] });
  }

  const corporate = build.managementGroup('contoso-corp');
  for (const name of ['prod-01', 'prod-02', 'dev-01']) build.subscription(name, { managementGroup: 'contoso-corp' });
  for (const id of Object.values(resourceGroups)) {
    build.resourceGroup(id.split('/resourceGroups/')[0] ?? '', parts.resourceGroup(id), { tags: { env: 'prod' } });
  }
  const dc01 = build.servicePrincipal('dc01', { servicePrincipalType: 'ManagedIdentity' });
  for (const [name, id] of Object.entries(machines)) {
    build.vm(id.split('/providers/')[0] ?? '', parts.machine(id), {
      ...(name === 'dc01' ? { systemIdentity: dc01 } : {}),
      osType: name.startsWith('dc') ? 'Windows' : 'Linux',
      tags: { env: id.startsWith(subscriptions.dev01) ? 'dev' : 'prod', owner: `${parts.resourceGroup(id)}-team` },
    });
  }
  for (const id of frontInstances) {
    build.scaleSetInstance(id.split('/providers/')[0] ?? '', 'front', parts.machine(id));
  }

  const by = (who: keyof typeof people, ago: number) => ({
    createdBy: objectId(who),
    createdOn: new Date(now - ago * days).toISOString(),
  });
  const assignments = {
    robOps: build.grant(objectId('rob'), 'virtualMachineContributor', resourceGroups.ops, by('ana', 214)),
    robProduction: build.grant(objectId('rob'), 'contributor', subscriptions.prod01, by('tom', 320)),
    opsAdmins: build.grant(contosoGroups.opsAdmins, 'owner', subscriptions.prod01, by('tom', 600)),
  };
  if (forgottenGrant)
    build.grant(objectId('rob'), 'virtualMachineContributor', resourceGroups.identity, by('ana', 161));
  build.grant(objectId('rob'), 'reader', subscriptions.dev01, by('ana', 500));
  build.grant(contosoGroups.webTeam, 'virtualMachineContributor', resourceGroups.web, by('ana', 410));
  build.grant(contosoGroups.dataTeam, 'virtualMachineContributor', resourceGroups.data, by('ana', 405));
  build.grant(objectId('ana'), 'userAccessAdministrator', subscriptions.prod01, by('tom', 900));
  build.grant(objectId('tom'), 'owner', subscriptions.prod01, by('tom', 900));
  build.grant(objectId('eva'), 'reader', corporate, by('tom', 700));
  build.grant(objectId('jon'), 'reader', subscriptions.prod01, by('ana', 300));
  build.grant(dc01, 'keyVaultSecretsUser', `${resourceGroups.identity}/providers/Microsoft.KeyVault/vaults/kv-prod`);
  build.grant(workloads.nightlyCheck.objectId, 'contributor', subscriptions.prod02, by('tom', 380));
  build.grant(workloads.deploy.objectId, 'contributor', subscriptions.prod01, by('tom', 380));

  const readerClientId = guidFor('contoso reader identity');
  const writerClientId = guidFor('contoso writer identity');
  build.caller(readerCaller(readerClientId));
  build.caller(writerCaller(writerClientId));

  return {
    tenantId: contosoTenantId,
    seed: build.build(),
    people: teamsPeople(),
    channels: [
      { id: demoChannels.general, name: 'General' },
      { id: demoChannels.alerts, name: 'Console alerts', members: ['mia', 'ken', 'ana', 'tom', 'lee', 'eva'] },
      { id: demoChannels.leads, name: 'Leads', private: true, members: ['tom', 'lee'] },
    ],
    assignments,
    responders,
    subscriptionIds: Object.values(subscriptions).map((scope) => scope.split('/')[2] ?? ''),
    botAppId: guidFor('contoso serial console watch bot'),
    readerClientId,
    writerClientId,
    workspaceId: contosoWorkspaceId,
  };
}

const fullNames: Readonly<Record<string, string>> = {
  rob: 'Rob Robertson',
  mia: 'Mia Lindqvist',
  lee: 'Lee Chen',
  nia: 'Nia Okoye',
  ana: 'Ana Ruiz',
  tom: 'Tom Okafor',
  ken: 'Ken Sato',
  zoe: 'Zoe Marsh',
  pia: 'Pia Holm',
  ida: 'Ida Berg',
  eva: 'Eva Maier',
  jon: 'Jon Price',
};

/** Who reports to whom: Rob to the lead of operations, she to Eva. */
const managers: Readonly<Record<string, keyof typeof people | undefined>> = { rob: 'nia', nia: 'eva' };

/** Who can be played in the chat page. */
function teamsPeople(): readonly PersonSpec[] {
  const roles: readonly (readonly [keyof typeof people, string])[] = [
    ['mia', 'Responder'],
    ['ken', 'Responder'],
    ['ana', 'Approver'],
    ['tom', 'Approver'],
    ['lee', 'Administrator'],
    ['eva', 'No role here'],
    ['rob', 'The alert is about him'],
  ];
  const own = roles.map(([id, role]) => ({
    id,
    objectId: people[id].objectId,
    name: fullNames[id] ?? id,
    upn: people[id].upn,
    role,
  }));
  const gil = {
    id: 'gil',
    objectId: guidFor('gil of fabrikam'),
    name: 'Gil Guest',
    upn: 'gil_fabrikam.com#EXT#@contoso.com',
    role: 'Guest of another organisation',
    guest: true,
  };
  return [...own, gil];
}
