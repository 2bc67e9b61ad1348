import type { Target } from '../chat/ports';
import type { OutgoingActivity } from './outgoing-activity';

export interface TargetedMessage {
  readonly thread: Target;
  readonly activity: OutgoingActivity;
  /** The only reader, by `29:` id. */
  readonly mri: string;
  readonly token: string;
  readonly timeoutMs: number;
}

/**
 * Sends a message only one person of a channel sees. botbuilder cannot: its mapper drops `recipient.isTargeted`, so this is the raw route. Rejects
 * with an error shaped like the SDK's (`statusCode`, `code`, `response.headers`).
 */
export async function sendTargeted({ thread, activity, mri, token, timeoutMs }: TargetedMessage): Promise<void> {
  const path = `v3/conversations/${encodeURIComponent(thread.conversationId)}/activities?isTargetedActivity=true`;
  const response = await fetch(`${thread.serviceUrl.replace(/\/+$/, '')}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...activity, recipient: { id: mri, isTargeted: true } }),
    // The token must not follow a redirect to another origin.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.ok) return;
  const { code, message } = await errorIn(response);
  throw Object.assign(new Error(message), { statusCode: response.status, code, response });
}

async function errorIn(response: Response): Promise<{ code: string; message: string }> {
  const body = (await response.json().catch(() => ({}))) as { error?: { code?: unknown; message?: unknown } };
  return { code: String(body.error?.code ?? ''), message: String(body.error?.message ?? '') };
}
