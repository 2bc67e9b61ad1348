import type { AzureRefusal } from '../azure-outcome';
import type { RbacWriter } from '../ports';

const refusal: AzureRefusal = {
  ok: false,
  reason: 'forbidden',
  message: 'this installation has no writer identity',
  remedy: 'use the commands on the card',
};

/** Stands in where no writer identity is configured: refuses everything, so that a forgotten check cannot write. */
export const noWriter: RbacWriter = {
  create: async () => refusal,
  remove: async () => refusal,
  removePim: async () => refusal,
};
