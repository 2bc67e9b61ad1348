import type { AzureReason, AzureRefusal } from './azure-outcome';

/** What happened and what to do next, in words a responder can act on. */
export interface Words {
  readonly text: string;
  readonly next: string;
}

const words: Readonly<Record<AzureReason, Words>> = {
  forbidden: {
    text: 'Azure refused it: the identity lacks the right, or a condition on its role does not allow this role or principal',
    next: 'have an Owner or User Access Administrator run the command shown, or widen the writer’s condition',
  },
  denied: {
    text: 'a deny assignment forbids it, and that beats every role',
    next: 'the owner of the managed application or deployment stack must do it',
  },
  'not-found': { text: 'it no longer exists', next: 'start a new review to see what is there now' },
  locked: {
    text: 'a lock on the scope forbids deleting (adding still works)',
    next: 'have the lock’s owner lift it, ask approval again, then put the lock back',
  },
  exists: {
    text: 'the same role is already assigned at that scope under another id',
    next: 'start a new review to see both',
  },
  'last-admin': {
    text: 'it is the last administrator assigned directly at the subscription, and Azure keeps one',
    next: 'assign another Owner first, then start a new review',
  },
  'update-not-permitted': {
    text: 'the assignment’s id is already taken by another role, principal or scope',
    next: 'use the command shown, which lets Azure choose a new id',
  },
  'principal-not-found': {
    text: 'the principal no longer exists in the directory',
    next: 'nothing can be granted to it; leftover assignments can be removed by id',
  },
  limit: {
    text: 'the subscription has reached its limit of role assignments',
    next: 'remove unused assignments first (review subscription), then ask again',
  },
  'pim-policy': {
    text: 'the PIM policy of the role refuses the request',
    next: 'a PIM administrator must remove it in Entra, or change the policy',
  },
  throttled: { text: 'Azure is throttling', next: 'it is tried again by itself' },
  'timeout-unknown-outcome': {
    text: 'no answer came, so the change may or may not have been made',
    next: 'it is read again before anything else is done',
  },
  'server-error': {
    text: 'Azure answered with a server error, so the change may or may not have been made',
    next: 'it is read again before anything else is done',
  },
  unreachable: { text: 'Azure could not be reached and nothing was sent', next: 'it is tried again by itself' },
  'foreign-link': {
    text: 'a page of the list pointed to another host and was not followed, so the token stayed here',
    next: 'check the endpoint and any proxy in between before trusting it again',
  },
  'unexpected-answer': {
    text: 'the answer did not have the documented form',
    next: 'see the log; use the command shown meanwhile',
  },
  'bad-request': {
    text: 'Azure called the request invalid',
    next: 'see the service’s words below; use the command shown',
  },
};

/** For every refusal the service can give. The service's own words follow, shortened. */
export function azureWords(refusal: AzureRefusal): Words {
  const { text, next } = words[refusal.reason];
  const said = refusal.message.slice(0, 300);
  return { text: said ? `${text}. Azure said: ${said}` : text, next };
}

const readForbidden: Words = {
  text: 'the reader identity may not read it',
  next: 'give it the reading rights (npm run doctor names the missing one), then start the review again',
};

const readMissing: Words = {
  text: 'the machine no longer exists',
  next: 'start a review on a machine that is there, or look at the principal in Azure',
};

const readAgain = 'start the review again in a minute; health says how Azure has answered of late';

/** The same for a reading: nothing was changed and nothing is tried again by itself. */
export function readingWords(refusal: AzureRefusal): Words {
  const { reason, message } = refusal;
  const said = message === '' ? '' : `. Azure said: ${message.slice(0, 200)}`;
  switch (reason) {
    case 'forbidden':
    case 'denied':
      return { ...readForbidden, text: `${readForbidden.text}${said}` };
    case 'not-found':
      return readMissing;
    case 'foreign-link':
      return words[reason];
    case 'timeout-unknown-outcome':
      return { text: 'no answer came in time', next: readAgain };
    case 'server-error':
      return { text: `Azure answered with a server error${said}`, next: readAgain };
    case 'throttled':
    case 'unreachable':
      return {
        text: `${reason === 'throttled' ? 'Azure is throttling' : 'Azure could not be reached'}${said}`,
        next: readAgain,
      };
    default:
      return { text: `${words[reason].text}${said}`, next: readAgain };
  }
}

/** Worth another attempt; after a write the state is read first. */
export function isPassing(reason: AzureReason): boolean {
  return (
    reason === 'throttled' ||
    reason === 'unreachable' ||
    reason === 'timeout-unknown-outcome' ||
    reason === 'server-error'
  );
}
