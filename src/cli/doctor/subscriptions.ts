import type { Patient } from './patient';

/** The configured subscriptions; when none is, all the reader can see. Undefined when that list cannot be read. */
export async function subscriptionsOf({ config, azure }: Patient): Promise<readonly string[] | undefined> {
  if (config.azure.subscriptions.length > 0) return config.azure.subscriptions;
  const names = await azure.subscriptionNames();
  return names.ok ? Object.keys(names.value) : undefined;
}
