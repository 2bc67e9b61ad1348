import type { DeliveryFailure } from '../chat/ports';
import { done, type Outcome, refuse } from '../core/outcome';
import { attempt } from './delivery';

/** Where OneDrive for work keeps files: every cloud's SharePoint. Government clouds have no file consent, their hosts cost nothing. */
const STORES = ['.sharepoint.com', '.sharepoint.us', '.sharepoint-mil.us', '.sharepoint.cn'];

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export interface UploadRule {
  /** True lets loopback addresses through, without TLS: emulators only. */
  readonly allowInsecureLoopback: boolean;
  readonly timeoutMs: number;
}

/** Whether a file may be sent there: the address came in an activity, and the file holds what attackers would like to know. */
export function mayUpload(
  address: string,
  { allowInsecureLoopback }: Pick<UploadRule, 'allowInsecureLoopback'>,
): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.username + url.password !== '') return false;
  if (LOOPBACK.includes(url.hostname)) return allowInsecureLoopback;
  const standardPort = url.port === '';
  return url.protocol === 'https:' && standardPort && STORES.some((store) => url.hostname.endsWith(store));
}

/**
 * The whole file in one request, as an upload session takes it. The address authorises itself: no token is sent, no redirect followed, and the address
 * stands in no message.
 */
export async function uploadFile(
  address: string,
  content: Uint8Array,
  rule: UploadRule,
): Promise<Outcome<void, DeliveryFailure>> {
  if (!mayUpload(address, rule)) {
    return refuse(
      'forbidden',
      'Teams named a place for the file that is no file store of Microsoft 365, so nothing was sent.',
      'Ask an administrator to look at the log.',
    );
  }
  const sent = await attempt('idempotent', async () => {
    const response = await fetch(address, {
      method: 'PUT',
      headers: {
        'content-type': 'application/octet-stream',
        'content-range': `bytes 0-${content.length - 1}/${content.length}`,
      },
      body: content,
      redirect: 'error',
      signal: AbortSignal.timeout(rule.timeoutMs),
    });
    if (!response.ok)
      throw Object.assign(new Error('the file store refused it'), { statusCode: response.status, code: '' });
  });
  if (sent.ok) return done(undefined);
  // Why stands in the log as a reason alone: an error's own words may repeat the address.
  return refuse(sent.reason, 'The file store did not take the file.', 'Write the command again for a new offer.');
}
