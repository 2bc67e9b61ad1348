import type { AzureOutcome } from './azure-outcome';
import type { DirectoryObject } from './ports';

/** Microsoft Graph as far as people are looked up to be asked something. */
export interface PeopleDirectory {
  /** A user by object id or user principal name; `not-found` when there is none. */
  user(idOrName: string): Promise<AzureOutcome<DirectoryObject>>;
  /** Who owns a service principal or managed identity; often nobody. */
  workloadOwners(objectId: string): Promise<AzureOutcome<readonly DirectoryObject[]>>;
}
