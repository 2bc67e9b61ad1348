import type { AzureOutcome } from '../review/azure-outcome';
import type { ConsoleSwitch } from '../review/ports';
import { call } from './call';
import type { ClientSettings } from './endpoint';
import { guid } from './ids';
import { record } from './json';
import { onceOnly } from './rbac-writer';
import { createTransport, type Transport } from './transport';
import { UnexpectedAnswer } from './unexpected-answer';

const apiVersion = '2023-01-01';

/**
 * `ConsoleSwitch` over the Serial Console provider, without its SDK: that one types the answer wrongly and resolves on 404. Status is read by the
 * reader; without a writer both changes are refused as `forbidden`.
 */
export function createConsoleSwitch(reader: ClientSettings, writer?: ClientSettings): ConsoleSwitch {
  const read = createTransport(reader);
  const write = writer && createTransport(onceOnly(writer));
  const change = (subscriptionId: string, action: 'disableConsole' | 'enableConsole') =>
    write === undefined ? Promise.resolve(noWriter) : ask(write, 'POST', subscriptionId, `/${action}`);
  return {
    status: (subscriptionId) => ask(read, 'GET', subscriptionId, ''),
    disable: (subscriptionId) => change(subscriptionId, 'disableConsole'),
    enable: (subscriptionId) => change(subscriptionId, 'enableConsole'),
  };
}

const noWriter: AzureOutcome<never> = {
  ok: false,
  reason: 'forbidden',
  message: 'no writer identity is configured, so nothing can be changed',
  remedy: 'set WRITER_CLIENT_ID, or let somebody run the command by hand',
};

function ask(
  transport: Transport,
  method: 'GET' | 'POST',
  subscriptionId: string,
  action: string,
): Promise<AzureOutcome<{ readonly disabled: boolean }>> {
  return call(async (trace) => {
    const service = `/subscriptions/${guid(subscriptionId, 'subscription')}/providers/Microsoft.SerialConsole/consoleServices/default`;
    const { body, requestId } = await transport({ method, target: `${service}${action}?api-version=${apiVersion}` });
    trace(requestId);
    // Older versions of the provider put the flag at the top.
    const disabled = record(record(body).properties).disabled ?? record(body).disabled;
    if (typeof disabled !== 'boolean') throw new UnexpectedAnswer('the console status has no `disabled` flag');
    return { disabled };
  });
}
