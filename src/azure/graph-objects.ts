import type { DirectoryObject } from '../review/ports';
import { type Json, present, required, text } from './json';

/** Asked for everywhere: Graph's default set of a user's fields leaves `accountEnabled` and `userType` out. */
export const objectFields = '$select=id,displayName,userPrincipalName,accountEnabled,userType';

const types: Readonly<Record<string, DirectoryObject['type']>> = {
  '#microsoft.graph.user': 'user',
  '#microsoft.graph.group': 'group',
  '#microsoft.graph.servicePrincipal': 'servicePrincipal',
  '#microsoft.graph.device': 'device',
};

/** A Graph object as the review sees it; without consent for its kind Graph sends the id alone, which is then its name too. */
export function directoryObject(row: Json): DirectoryObject {
  const id = required(row.id, 'a directory object id').toLowerCase();
  return present<DirectoryObject>({
    id,
    displayName: text(row.displayName) ?? text(row.userPrincipalName) ?? id,
    type: types[text(row['@odata.type']) ?? ''] ?? 'unknown',
    userPrincipalName: text(row.userPrincipalName),
    accountEnabled: typeof row.accountEnabled === 'boolean' ? row.accountEnabled : undefined,
    guest: typeof row.userType === 'string' ? row.userType === 'Guest' : undefined,
  });
}
