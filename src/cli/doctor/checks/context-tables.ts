import { type Finding, good, unknown, warning } from '../finding';
import type { Check, Patient } from '../patient';
import { ago, readTable, type TableState } from '../table-state';

/** Tables detection reads when they are there, what is lost without each, and how it is connected. */
const tables: readonly { readonly table: string; readonly gives: string; readonly connect: string }[] = [
  { table: 'SigninLogs', gives: 'countries, factors and risk of interactive sign-ins', connect: entra('SignInLogs') },
  {
    table: 'AADNonInteractiveUserSignInLogs',
    gives: 'addresses of refreshed tokens',
    connect: entra('NonInteractiveUserSignInLogs'),
  },
  {
    table: 'AADServicePrincipalSignInLogs',
    gives: 'where service principals sign in',
    connect: entra('ServicePrincipalSignInLogs'),
  },
  {
    table: 'AADManagedIdentitySignInLogs',
    gives: 'where managed identities sign in',
    connect: entra('ManagedIdentitySignInLogs'),
  },
  { table: 'AADUserRiskEvents', gives: 'risk detections of Entra ID Protection', connect: entra('UserRiskEvents') },
  {
    table: 'IdentityInfo',
    gives: 'age, dormancy and department of accounts',
    connect: 'Switch on UEBA in Microsoft Sentinel.',
  },
  {
    table: 'ThreatIntelIndicators',
    gives: 'known bad addresses',
    connect: 'Connect threat intelligence in Microsoft Sentinel.',
  },
];

function entra(category: string): string {
  return `Send ${category} to the workspace in Entra ID's diagnostic settings.`;
}

/** Which of the further tables are there. None is needed: alerts say what could not be looked at. */
export const contextTables: Check = {
  name: 'context tables',
  run: ({ config, workspace, clock }: Patient) => {
    const now = clock.now();
    return Promise.all(
      tables.map(async ({ table, gives, connect }) => {
        const states = await Promise.all(config.logs.workspaces.map((id) => readTable(workspace(id), table, now)));
        return tableLine(`table ${table}`, states, now, { gives, connect });
      }),
    );
  },
};

function tableLine(
  name: string,
  states: readonly TableState[],
  now: number,
  { gives, connect }: { readonly gives: string; readonly connect: string },
): Finding {
  const visible = states.flatMap((state) => (state.kind === 'rows' ? [state.visibleAt ?? 0] : []));
  if (visible.length > 0) return good(name, `there, newest row visible ${ago(now - Math.max(...visible))} ago`);
  const refused = states.find((state) => state.kind === 'refused');
  if (refused?.kind === 'refused')
    return unknown(name, refused.refusal.message, refused.refusal.remedy ?? 'Run the doctor again.');
  const how = states.some(({ kind }) => kind === 'empty') ? 'there, but empty for seven days' : 'not there';
  return warning(name, `${how}: detection goes without ${gives}`, connect);
}
