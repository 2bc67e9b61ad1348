/** Who used, holds or is given access: an Entra user or workload identity as the Activity log names it. */
export interface Principal {
  /** Entra object id, lower case with dashes; when the row has none, the caller in lower case; `unknown` when there is neither. */
  readonly objectId: string;
  /** UPN for people, application name or id for the rest. Text from outside: escape before showing. */
  readonly displayName: string;
  readonly type: PrincipalType;
}

export type PrincipalType = 'user' | 'servicePrincipal' | 'managedIdentity' | 'unknown';

const hex32 = /^[0-9a-f]{32}$/;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a dashed GUID in any case: what must hold before an id may enter an ARM filter or path. */
export function isGuid(text: string): boolean {
  return guid.test(text.toLowerCase());
}

/** Lower-cases an id and puts dashes back into the 32-hex form that `Authorization.evidence` sometimes carries. */
export function normalizeObjectId(text: string): string {
  const id = text.trim().toLowerCase();
  if (!hex32.test(id)) return id;
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');
}
