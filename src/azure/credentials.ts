import {
  DefaultAzureCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';

export interface CredentialSettings {
  /** True when `IDENTITY_ENDPOINT` and `IDENTITY_HEADER` are set: the platform serves all tokens. */
  readonly managedIdentity: boolean;
  /** True when the platform projects a federated token (`AZURE_FEDERATED_TOKEN_FILE`), as Kubernetes does. */
  readonly workloadIdentity?: boolean;
  readonly tenantId: string;
  /** Entra login of the cloud, an origin. */
  readonly authorityHost: string;
  /** The reader's client id; missing = the platform's own default identity. */
  readonly clientId?: string;
  readonly writerClientId?: string;
}

export interface Credentials {
  readonly reader: TokenCredential;
  /** Missing = nothing can be applied. */
  readonly writer?: TokenCredential;
}

/**
 * The reader may use whatever `@azure/identity` finds. The writer is one named identity and nothing else: a chain that falls through to the
 * reader's secret would make the two one. MSAL keeps the kind of managed identity for the whole process.
 */
export function createCredentials(settings: CredentialSettings): Credentials {
  const reader = readerCredential(settings);
  const { writerClientId } = settings;
  return writerClientId === undefined ? { reader } : { reader, writer: identityCredential(settings, writerClientId) };
}

function readerCredential({ managedIdentity, clientId, tenantId, authorityHost }: CredentialSettings): TokenCredential {
  if (managedIdentity) {
    return clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  }
  return new DefaultAzureCredential({
    tenantId,
    authorityHost,
    ...(clientId === undefined ? {} : { managedIdentityClientId: clientId, workloadIdentityClientId: clientId }),
  });
}

/**
 * One named identity of the platform and nothing else: no environment secret, no developer's login. The writer, and the bot itself under
 * `UserAssignedMSI`, for which the Bot Framework would take a chain in which an `AZURE_CLIENT_SECRET` meant for the reader wins.
 */
export function identityCredential(
  settings: Pick<CredentialSettings, 'managedIdentity' | 'workloadIdentity' | 'tenantId' | 'authorityHost'>,
  clientId: string,
): TokenCredential {
  const { managedIdentity, workloadIdentity, tenantId, authorityHost } = settings;
  return workloadIdentity && !managedIdentity
    ? new WorkloadIdentityCredential({ clientId, tenantId, authorityHost })
    : new ManagedIdentityCredential({ clientId });
}
