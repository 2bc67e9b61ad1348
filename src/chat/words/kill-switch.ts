import type { KillSwitch } from '../../review/ports';
import { outside, quoted } from './escape';
import { clock } from './time';

/** Sentences about the kill switch. */
export const killSwitchWords = {
  thrown: ({ by, reason }: KillSwitch) =>
    `KILL SWITCH ON · ${outside(by, 60)}: ${quoted(reason)} · no review changes anything in Azure until an administrator and a second person release it (\`killswitch off because …\`, both) · alerts and readings go on`,
  released: ({ by, reason }: KillSwitch) =>
    `Kill switch off · released by ${outside(by, 130)}: ${quoted(reason)} · approved plans go on, what was stopped must be asked for again`,
  releaseAsked: (name: string, until: number) =>
    `${outside(name, 60)} wants to release the kill switch. A second person writes \`killswitch off because …\` by ${clock(until)} UTC; one of the two must be an administrator. Until then it stays on.`,
  needsReason: 'The release needs a reason: `killswitch off because …`.',
  state(state: KillSwitch | undefined, byPolicy: boolean, now: number): string {
    if (byPolicy)
      return 'The kill switch is on in the policy file: nothing is changed in Azure. Only the policy file releases it.';
    if (state === undefined) return 'The kill switch was never thrown: approved changes are applied.';
    const since = `${clock(state.at, now)} UTC by ${outside(state.by, 130)}: ${quoted(state.reason)}`;
    return state.on ? `The kill switch is ON since ${since}.` : `The kill switch is off, released ${since}.`;
  },
} as const;
