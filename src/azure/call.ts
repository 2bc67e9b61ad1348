import type { AzureOutcome } from '../review/azure-outcome';
import { readFailure } from './azure-error';
import { azureDone, azureRefusal, badRequest } from './azure-refusal';
import { BadId } from './ids';

/** Collects `x-ms-request-id` of every answer of one port call, in order. */
export type Trace = (requestId: string | undefined) => void;

/** Runs one port call: what the service says becomes an outcome with its request ids, bugs are thrown. */
export async function call<T>(run: (trace: Trace) => Promise<T>): Promise<AzureOutcome<T>> {
  const ids: string[] = [];
  const trace: Trace = (requestId) => {
    if (requestId !== undefined && !ids.includes(requestId)) ids.push(requestId);
  };
  try {
    return azureDone(await run(trace), ids);
  } catch (error) {
    if (error instanceof BadId) return badRequest(error.message);
    const failure = readFailure(error);
    if (failure.kind === 'answered') trace(failure.requestId);
    return azureRefusal(failure, ids);
  }
}
