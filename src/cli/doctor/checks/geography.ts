import { bad, good, unknown } from '../finding';
import type { Check, Patient } from '../patient';

/** A documented public resolver's address, registered in the United States: any answer at all shows that the function works. */
const probe = 'print Country = tostring(geo_info_from_ip_address("8.8.8.8").country)';

/** Countries of console connects come from Log Analytics' own function. */
export const geography: Check = {
  name: 'geography',
  async run({ config, workspace, clock }: Patient) {
    const [first = ''] = config.logs.workspaces;
    const now = clock.now();
    const answer = await workspace(first).query({
      name: 'doctor-geography',
      text: probe,
      parameters: {},
      timespan: { from: now - 60_000, to: now },
    });
    if (!answer.ok) {
      const says = `geo_info_from_ip_address could not be asked: ${answer.message}`;
      return [unknown('geography', says, 'Mend the workspace first, then run the doctor again.')];
    }
    const country = String(answer.value.rows[0]?.Country ?? '');
    return [
      country === ''
        ? bad(
            'geography',
            'geo_info_from_ip_address knows no country: new-country and travel rules stay silent',
            'Use a cloud whose Log Analytics has the function, or sign-in logs, which carry a country of their own.',
          )
        : good('geography', `geo_info_from_ip_address answers (${country})`),
    ];
  },
};
