/** As the authorization service spells it; `Unknown` is what it says for a principal that no longer exists. */
export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal' | 'ForeignGroup' | 'Device' | 'Unknown';
