import type { ContainmentStep } from '../painting/state';

/** One sentence beside each step: why it stands where it stands. */
export const stepAdvice: Record<ContainmentStep['id'], string> = {
  'save-log':
    'First: it is circular and boot diagnostics may lose it. It may hold secrets, so it is never posted here.',
  account: 'By hand; sessions first, then the account. Checked where the directory may be read.',
  'console-off':
    'For every machine of the subscription, after a second person approves. A reminder comes while it is off.',
  permissions: 'Last: takes about ten minutes to be felt and ends no open session.',
};
