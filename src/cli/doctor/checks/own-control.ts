import { refusedFinding } from '../azure-finding';
import { type Finding, few, good, unknown, warning } from '../finding';
import type { Check, Patient } from '../patient';
import { grants, type Holding, withRoles } from '../rights';

/** Rights with which the bot itself is changed: whoever holds one can make it say or do anything. */
const ways: readonly { readonly what: string; readonly actions: readonly string[] }[] = [
  { what: 'give such rights', actions: ['Microsoft.Authorization/roleAssignments/write'] },
  {
    what: 'replace the program',
    actions: [
      'Microsoft.App/containerApps/write',
      'Microsoft.Compute/virtualMachines/write',
      'Microsoft.Compute/virtualMachines/runCommand/action',
    ],
  },
  {
    what: 'change the store',
    actions: ['Microsoft.DBforPostgreSQL/flexibleServers/write', 'Microsoft.Compute/disks/beginGetAccess/action'],
  },
  {
    what: 'read its secrets',
    actions: ['Microsoft.App/containerApps/listSecrets/action', 'Microsoft.KeyVault/vaults/write'],
  },
  {
    what: 'act as its identities',
    actions: [
      'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
      'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write',
    ],
  },
  { what: 'redirect Teams to another bot', actions: ['Microsoft.BotService/botServices/write'] },
];

/** Everyone who can change the bot itself, from the role assignments that reach where it is deployed. */
export const ownControl: Check = {
  name: 'control of the bot',
  async run(patient: Patient) {
    if (patient.botScopes.length === 0)
      return [
        unknown(
          'control of the bot',
          'where the bot is deployed was not said',
          'Run with --bot /subscriptions/<id>/resourceGroups/<name>, once for each group with the bot, its store or its identities.',
        ),
      ];
    const lines: Finding[] = [];
    for (const scope of patient.botScopes) lines.push(...(await scopeLines(patient, scope)));
    return lines;
  },
};

async function scopeLines({ azure, config }: Patient, scope: string): Promise<readonly Finding[]> {
  const name = `control of ${scope.split('/').pop() ?? scope}`;
  const answer = await azure.reader.assignmentsAt(scope);
  if (!answer.ok)
    return [
      refusedFinding(
        name,
        'role assignments cannot be read',
        answer,
        'Assign the reader Reader on the resource group.',
      ),
    ];
  const holdings = await withRoles(azure.reader, answer.value);
  const inPower = holdings.filter((holding) =>
    ways.some(({ actions }) => actions.some((action) => grants(holding, action))),
  );
  if (inPower.length === 0) return [good(name, 'no role assignment reaches it that could change it')];
  const names = await namesOf(azure, inPower);
  const trusted = new Set([...config.people.admins.users, ...config.people.admins.groups]);
  return ways.flatMap(({ what, actions }) => {
    const able = inPower.filter((holding) => actions.some((action) => grants(holding, action)));
    const who = [...new Map(able.map(({ assignment }) => [assignment.principalId.toLowerCase(), assignment])).keys()];
    if (who.length === 0) return [];
    const says = `${who.length} can ${what}: ${few(who.map((id) => names.get(id) ?? id))}`;
    if (who.every((id) => trusted.has(id))) return [good(name, says)];
    return [warning(name, says, 'Deploy the bot in a subscription of its own and keep there to the people in ADMINS.')];
  });
}

/** `Ops-Admins (group of 4)`, or the id where Graph does not say. */
async function namesOf(
  { directory }: Patient['azure'],
  holdings: readonly Holding[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(holdings.map(({ assignment }) => assignment.principalId.toLowerCase()))];
  const groups = [
    ...new Set(
      holdings
        .filter(({ assignment }) => assignment.principalType === 'Group')
        .map(({ assignment }) => assignment.principalId.toLowerCase()),
    ),
  ];
  const [objects, members] = await Promise.all([directory.objects(ids), directory.members(groups)]);
  return new Map(
    ids.map((id) => {
      const shown = (objects.ok ? objects.value.get(id)?.displayName : undefined) ?? id;
      const size = members.ok ? members.value.get(id)?.length : undefined;
      const kind = groups.includes(id) ? ` (group${size === undefined ? '' : ` of ${size}`})` : '';
      return [id, `${shown}${kind}`];
    }),
  );
}
