import { readerCaller, writerCaller } from '../../local/arm/caller-actions';
import { seedBuilder } from '../../local/arm/seed-builder';
import { guidFor } from '../../local/cloud/guid';
import type { ChannelSpec, PersonSpec } from '../../local/teams/model';

/** The invented tenant of the demo and the story tests: who works there, which machines there are, and who may do what on them. */
export interface DemoTenant {
  readonly tenantId: string;
  readonly seed: ReturnType<ReturnType<typeof seedBuilder>['build']>;
  readonly people: readonly PersonSpec[];
  readonly channels: readonly ChannelSpec[];
  /** Object ids by handle. */
  readonly ids: Readonly<Record<PersonName, string>>;
  readonly subscriptions: { readonly production: string; readonly development: string };
  readonly machines: Readonly<Record<MachineName, string>>;
  readonly assignments: Readonly<Record<'robOps' | 'robProduction' | 'opsAdmins' | 'robReader', string>>;
  readonly groups: { readonly opsAdmins: string; readonly responders: string };
  readonly botAppId: string;
  readonly readerClientId: string;
  readonly writerClientId: string;
  readonly workspaceId: string;
  readonly automation: string;
}

export type PersonName = 'mia' | 'tom' | 'ana' | 'lee' | 'rob' | 'kim' | 'sam' | 'eva';
export type MachineName = 'dc01' | 'sql03' | 'sql04' | 'web1' | 'web2' | 'build01' | 'test01';

const days = 86_400_000;

/** `now` dates the role assignments: "214 days ago, by Ana". */
export function demoTenant(now: number): DemoTenant {
  const build = seedBuilder('contoso');
  const ids = {
    mia: build.user('Mia Lindqvist', { userPrincipalName: 'mia@contoso.com' }),
    tom: build.user('Tom Okafor', { userPrincipalName: 'tom@contoso.com' }),
    ana: build.user('Ana Ruiz', { userPrincipalName: 'ana@contoso.com' }),
    lee: build.user('Lee Chen', { userPrincipalName: 'lee@contoso.com' }),
    rob: build.user('Rob Robertson', { userPrincipalName: 'rob@contoso.com' }),
    kim: build.user('Kim Novak', { userPrincipalName: 'kim@contoso.com' }),
    sam: build.user('Sam Brandt', { userPrincipalName: 'sam@contoso.com' }),
    eva: build.user('Eva Maier', { userPrincipalName: 'eva@contoso.com' }),
  };
  const automation = build.servicePrincipal('patch-automation');
  const opsAdmins = build.group('Ops-Admins', [ids.rob, ids.ana, ids.lee, ids.kim, ids.sam, ids.eva]);
  const responders = build.group('SOC-Responders', [ids.mia, ids.tom]);

  const corporate = build.managementGroup('contoso-corp');
  const production = build.subscription('prod-01', { managementGroup: 'contoso-corp' });
  const development = build.subscription('dev-02', { managementGroup: 'contoso-corp' });
  const identity = build.resourceGroup(production, 'identity', { tags: { env: 'prod' } });
  const data = build.resourceGroup(production, 'data', { tags: { env: 'prod' } });
  const web = build.resourceGroup(production, 'web', { tags: { env: 'prod' } });
  const ops = build.resourceGroup(production, 'ops', { tags: { env: 'prod' } });
  const lab = build.resourceGroup(development, 'lab');
  const machines = {
    dc01: build.vm(identity, 'dc01', { osType: 'Windows', tags: { env: 'prod', owner: 'identity-team' } }),
    sql03: build.vm(data, 'sql03', { tags: { env: 'prod', owner: 'data-team' } }),
    sql04: build.vm(data, 'sql04', { tags: { env: 'prod', owner: 'data-team' } }),
    web1: build.vm(web, 'web1', { tags: { env: 'prod' } }),
    web2: build.vm(web, 'web2', { tags: { env: 'prod' } }),
    build01: build.vm(ops, 'build01', { tags: { env: 'prod' } }),
    test01: build.vm(lab, 'test01'),
  };
  for (let index = 1; index <= 9; index++) build.vm(ops, `runner${index}`);
  for (let index = 3; index <= 12; index++) build.vm(web, `web${index}`);

  const since = (ago: number) => new Date(now - ago * days).toISOString();
  const by = (who: string, ago: number) => ({ createdBy: who, createdOn: since(ago) });
  const assignments = {
    robOps: build.grant(ids.rob, 'virtualMachineContributor', ops, by(ids.ana, 214)),
    robProduction: build.grant(ids.rob, 'contributor', production, by(ids.lee, 320)),
    opsAdmins: build.grant(opsAdmins, 'owner', production, by(ids.lee, 600)),
    robReader: build.grant(ids.rob, 'reader', development, by(ids.ana, 500)),
  };
  build.grant(ids.kim, 'virtualMachineContributor', data, by(ids.ana, 90));
  build.grant(ids.sam, 'virtualMachineContributor', web, by(ids.ana, 120));
  build.grant(ids.eva, 'reader', corporate, by(ids.lee, 700));
  build.grant(automation, 'virtualMachineContributor', ops, by(ids.lee, 400));
  build.grant(ids.lee, 'userAccessAdministrator', corporate, by(ids.lee, 900));

  const readerClientId = guidFor('contoso reader identity');
  const writerClientId = guidFor('contoso writer identity');
  build.caller(readerCaller(readerClientId));
  build.caller(writerCaller(writerClientId));

  const built = build.build();
  return {
    tenantId: built.directory.tenantId,
    seed: built,
    people: [
      { id: 'mia', objectId: ids.mia, name: 'Mia Lindqvist', upn: 'mia@contoso.com', role: 'Responder' },
      { id: 'tom', objectId: ids.tom, name: 'Tom Okafor', upn: 'tom@contoso.com', role: 'Responder' },
      { id: 'ana', objectId: ids.ana, name: 'Ana Ruiz', upn: 'ana@contoso.com', role: 'Approver' },
      { id: 'lee', objectId: ids.lee, name: 'Lee Chen', upn: 'lee@contoso.com', role: 'Admin and approver' },
      { id: 'kim', objectId: ids.kim, name: 'Kim Novak', upn: 'kim@contoso.com', role: 'Administrator of machines' },
      { id: 'rob', objectId: ids.rob, name: 'Rob Robertson', upn: 'rob@contoso.com', role: 'The alert is about him' },
    ],
    channels: [
      { id: '19:soc-general@thread.tacv2', name: 'General' },
      { id: '19:soc-console@thread.tacv2', name: 'Console alerts', members: ['mia', 'tom', 'ana', 'lee', 'kim'] },
      { id: '19:soc-leads@thread.tacv2', name: 'Leads', private: true, members: ['ana', 'lee'] },
    ],
    ids,
    subscriptions: { production, development },
    machines,
    assignments,
    groups: { opsAdmins, responders },
    botAppId: guidFor('contoso serial console watch bot'),
    readerClientId,
    writerClientId,
    workspaceId: guidFor('contoso workspace'),
    automation,
  };
}
