import type { Answer, Card, Incoming } from '../chat/ports';

const CARD = 'application/vnd.microsoft.card.adaptive';
const MESSAGE = 'application/vnd.microsoft.activity.message';
const ERROR = 'application/vnd.microsoft.error';

/** What Teams may use to say "sign in" or "give consent first"; an error with these codes would start that instead of being shown. */
const RESERVED = [401, 412];

/**
 * The HTTP body of an invoke's answer. The HTTP status is always 200; for card presses the real one stands in `statusCode`, because Teams shows any
 * other HTTP status as "Unable to reach app".
 */
export function invokeBody(kind: Incoming['kind'], answer: Answer): unknown {
  return kind === 'press' ? pressBody(answer) : dialogBody(answer);
}

function pressBody(answer: Answer): unknown {
  switch (answer.kind) {
    case 'none':
      return { statusCode: 200, type: MESSAGE, value: '' };
    case 'card':
      return { statusCode: 200, type: CARD, value: answer.card };
    case 'words':
      return { statusCode: 200, type: MESSAGE, value: answer.text };
    case 'refused': {
      const statusCode = RESERVED.includes(answer.status) ? 400 : answer.status;
      return { statusCode, type: ERROR, value: { code: answer.code, message: answer.message } };
    }
    case 'dialog':
    case 'file':
      return pressBody({
        kind: 'refused',
        // No button of ours asks a press for either: whoever sent this made it up.
        status: 400,
        code: 'no-dialog',
        message: 'This button cannot do that here: write the command in the personal chat.',
      });
  }
}

/** `task/fetch` and `task/submit`; undefined closes the dialog. */
function dialogBody(answer: Answer): unknown {
  switch (answer.kind) {
    case 'none':
      return undefined;
    case 'card':
      return continueWith(answer.summary, answer.card, 'medium');
    case 'dialog':
      return continueWith(answer.title, answer.card, answer.size ?? 'medium');
    case 'words':
      return { task: { type: 'message', value: answer.text } };
    case 'refused':
      return { task: { type: 'message', value: answer.message } };
    case 'file':
      return { task: { type: 'message', value: 'Files come in the personal chat: write the command there.' } };
  }
}

function continueWith(title: string, card: Card, size: string): unknown {
  return {
    task: { type: 'continue', value: { title, height: size, width: size, card: { contentType: CARD, content: card } } },
  };
}
