import type { ContainmentStep } from '../painting/state';

/** One sentence beside each step: why it stands where it stands. */
export const stepAdvice: Record<ContainmentStep['id'], string> = {
  'save-log':
    'First: it is circular, and switching boot diagnostics loses it. It may hold secrets: save it to your own disk, it is never posted here.',
  account: 'By hand: sessions first, then the account. Whether it is disabled is read from Entra; sessions are not.',
  'console-off':
    'For every machine of the subscription, after a second person approves. A reminder comes while it is off.',
  permissions: 'Last: takes about ten minutes to be felt and ends no open session.',
};

/** Console off while the bot may change nothing. */
export const handAdvice =
  'By hand, since the bot can change nothing now; agree with a second person first. For every machine of the subscription, and read back when you say it is done.';
