import type { Holders } from '../../../config/config';
import { bad, type Finding, few, good, unknown, warning } from '../finding';
import type { Check, Patient } from '../patient';

interface Counted {
  readonly users: ReadonlySet<string>;
  /** Groups whose members could not be read. */
  readonly dark: readonly string[];
}

/** Who responds and who approves, groups expanded, and that three different people can be found for a change. */
export const roleHolders: Check = {
  name: 'role holders',
  async run(patient: Patient) {
    const { responders, approvers, admins } = patient.config.people;
    const [who, may, run] = [
      await count(patient, responders),
      await count(patient, approvers),
      await count(patient, admins),
    ];
    return [
      holdersLine('responders', 'RESPONDERS', who, 'nobody can acknowledge an alert'),
      ...approverLines(may, who, run),
      holdersLine('administrators', 'ADMINS', run, 'nobody can subscribe a channel or export'),
      ...(await strangers(patient, [who, may, run])),
    ];
  },
};

async function count({ azure }: Patient, { users, groups }: Holders): Promise<Counted> {
  if (groups.length === 0) return { users: new Set(users), dark: [] };
  const answer = await azure.directory.members(groups);
  if (!answer.ok) return { users: new Set(users), dark: groups };
  const members = groups.flatMap((id) => answer.value.get(id) ?? []).filter(({ type }) => type === 'user');
  return {
    users: new Set([...users, ...members.map(({ id }) => id)]),
    dark: groups.filter((id) => !answer.value.has(id)),
  };
}

const consent = 'Consent to GroupMember.Read.All for the reader, check the group id, or list object ids instead.';

function holdersLine(name: string, variable: string, { users, dark }: Counted, loss: string): Finding {
  if (dark.length > 0)
    return bad(name, `members of group ${few(dark)} cannot be read: they have no role until they can`, consent);
  if (users.size === 0)
    return warning(name, `${variable} names nobody: ${loss}`, `List object ids or group:<id> in ${variable}.`);
  return good(name, `${users.size} people`);
}

/** Requester, approver and subject are three: a lone approver cannot decide about themselves, nor about what they asked for. */
function approverLines(approvers: Counted, responders: Counted, admins: Counted): readonly Finding[] {
  const line = holdersLine('approvers', 'APPROVERS', approvers, 'no change can be approved');
  if (line.state !== 'good') return [line];
  if (approvers.users.size === 1)
    return [
      warning(
        'approvers',
        '1 person: nothing they request, and nothing about them, can be approved',
        'Name a second approver in APPROVERS.',
      ),
    ];
  const askers = [...responders.users, ...admins.users].filter((id) => !approvers.users.has(id));
  if (askers.length > 0) return [line];
  return [
    warning(
      'approvers',
      `${approvers.users.size} people, and everybody who can ask is among them: each change costs one of them their vote`,
      'Keep responders and approvers apart.',
    ),
  ];
}

/** Ids that Entra does not know are typing errors, or people who have left. */
async function strangers({ azure }: Patient, lists: readonly Counted[]): Promise<readonly Finding[]> {
  const ids = [...new Set(lists.flatMap(({ users }) => [...users]))];
  if (ids.length === 0) return [];
  const answer = await azure.directory.objects(ids);
  if (!answer.ok)
    return [
      unknown(
        'people',
        `names cannot be read (${answer.message}): cards show ids`,
        'Consent to User.Read.All for the reader in Microsoft Graph.',
      ),
    ];
  const missing = ids.filter((id) => !answer.value.has(id));
  const off = [...answer.value.values()].filter(({ accountEnabled }) => accountEnabled === false);
  return [
    ...(missing.length === 0
      ? []
      : [
          bad(
            'people',
            `Entra does not know ${few(missing)}`,
            'Correct the object ids in RESPONDERS, APPROVERS and ADMINS.',
          ),
        ]),
    ...(off.length === 0
      ? []
      : [
          warning(
            'people',
            `disabled accounts hold a role: ${few(off.map(({ displayName }) => displayName))}`,
            'Take them out of the lists or groups.',
          ),
        ]),
  ];
}
