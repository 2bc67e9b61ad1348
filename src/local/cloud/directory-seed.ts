/** What the emulated Entra directory holds. ARM reads it for `assignedTo` and principal checks, Graph serves it. Ids are GUIDs. */
export interface DirectorySeed {
  readonly tenantId: string;
  readonly users: readonly SeedUser[];
  readonly groups: readonly SeedGroup[];
  readonly servicePrincipals: readonly SeedServicePrincipal[];
}

export interface SeedUser {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly mail?: string;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly officeLocation?: string;
  readonly accountEnabled?: boolean;
  readonly userType?: 'Member' | 'Guest';
  /** ISO 8601. */
  readonly createdDateTime?: string;
  /** ISO 8601; moves forward when sign-in sessions are revoked. */
  readonly signInSessionsValidFromDateTime?: string;
  readonly managerId?: string;
}

export interface SeedGroup {
  readonly id: string;
  readonly displayName: string;
  readonly description?: string;
  /** Users, service principals and groups: nesting is followed. */
  readonly memberIds: readonly string[];
  readonly ownerIds?: readonly string[];
}

export interface SeedServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly servicePrincipalType: 'Application' | 'ManagedIdentity';
  readonly accountEnabled?: boolean;
  readonly ownerIds?: readonly string[];
  /** For a managed identity: `isExplicit=True|False` and the ARM id of its resource. */
  readonly alternativeNames?: readonly string[];
  readonly createdDateTime?: string;
}
