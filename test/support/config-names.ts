import { readConfig } from '../../src/config/read-config';

/** Every variable the configuration asks the environment for; those a policy names for its webhooks' keys are not among them. */
export function configurationNames(): ReadonlySet<string> {
  const names = new Set<string>();
  const asked = new Proxy<Record<string, string>>(
    {},
    {
      get(_target, name) {
        names.add(String(name));
        return undefined;
      },
    },
  );
  readConfig(asked);
  return names;
}
