import type { AzureRefusal } from '../../review/azure-outcome';
import { bad, type Finding, unknown } from './finding';

/** What stands first when there is no token (azure-error): the request never left, the network is not to blame. */
const noToken = /(^|: )no token: /;

export const signIn =
  'Assign the user-assigned identity to the host and name it in AZURE_CLIENT_ID (reader) or WRITER_CLIENT_ID (writer).';

/** A refused read: bad where the right is missing, unknown where the service could not be asked. */
export function refusedFinding(name: string, what: string, refusal: AzureRefusal, remedy: string): Finding {
  const says = `${what}: ${refusal.message}`;
  switch (refusal.reason) {
    case 'throttled':
    case 'server-error':
    case 'timeout-unknown-outcome':
      return unknown(name, says, 'Run the doctor again later.');
    case 'unreachable':
      if (noToken.test(refusal.message)) return bad(name, says, signIn);
      return bad(name, says, 'Check the endpoint, the network path to it, and the identity that asks.');
    default:
      return bad(name, says, remedy);
  }
}
