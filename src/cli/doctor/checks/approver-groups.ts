import { few, good, unknown, warning } from '../finding';
import type { Check, Patient } from '../patient';

/** Whoever owns a group with a role can give the role to anybody, outside the bot's sight. */
export const approverGroups: Check = {
  name: 'group owners',
  async run({ config, azure }: Patient) {
    const { responders, approvers, admins } = config.people;
    const groups = [...new Set([...approvers.groups, ...admins.groups, ...responders.groups])];
    if (groups.length === 0) return [good('group owners', 'roles are given to people, not to groups')];
    const names = await azure.directory.objects(groups);
    return Promise.all(
      groups.map(async (id) => {
        const name = `owners of ${names.ok ? (names.value.get(id)?.displayName ?? id) : id}`;
        const owners = await azure.directory.owners(id);
        if (!owners.ok)
          return unknown(
            name,
            `cannot be read: ${owners.message}`,
            'Consent to GroupMember.Read.All for the reader in Microsoft Graph.',
          );
        if (owners.value.length === 0)
          return good(name, 'nobody; directory administrators can still change its members');
        const who = few(owners.value.map(({ displayName }) => displayName));
        return warning(
          name,
          `${who} can put anybody in it`,
          'Keep to owners you would name in ADMINS, or use a role-assignable group.',
        );
      }),
    );
  },
};
