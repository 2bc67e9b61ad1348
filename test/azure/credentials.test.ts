import { DefaultAzureCredential, ManagedIdentityCredential, WorkloadIdentityCredential } from '@azure/identity';
import { createCredentials } from '../../src/azure/credentials';

const base = {
  managedIdentity: false,
  tenantId: '33333333-0000-4000-8000-000000000001',
  authorityHost: 'https://login.microsoftonline.com',
};
const clientId = '11111111-0000-4000-8000-000000000001';
const writerClientId = '11111111-0000-4000-8000-000000000002';

it('has no writer unless one is named', () => {
  expect(createCredentials(base)).not.toHaveProperty('writer');
  expect(createCredentials({ ...base, writerClientId })).toHaveProperty('writer');
});

it('takes the managed identity where the platform serves it, and the chain elsewhere', () => {
  expect(createCredentials({ ...base, managedIdentity: true }).reader).toBeInstanceOf(ManagedIdentityCredential);
  expect(createCredentials({ ...base, managedIdentity: true, clientId }).reader).toBeInstanceOf(
    ManagedIdentityCredential,
  );
  expect(createCredentials(base).reader).toBeInstanceOf(DefaultAzureCredential);
});

it('never gives the writer a chain that could end in the reader', () => {
  expect(createCredentials({ ...base, writerClientId }).writer).toBeInstanceOf(ManagedIdentityCredential);
  expect(createCredentials({ ...base, managedIdentity: true, writerClientId }).writer).toBeInstanceOf(
    ManagedIdentityCredential,
  );
  process.env.AZURE_FEDERATED_TOKEN_FILE = '/var/run/token';
  const federated = createCredentials({ ...base, workloadIdentity: true, writerClientId });
  expect(federated.writer).toBeInstanceOf(WorkloadIdentityCredential);
});
