import { z } from 'zod';

/** Bodies of the control API. Times are epoch milliseconds or ISO 8601; rows are those of the replay command. */
export const worldOrder = z.strictObject({
  startAt: z.union([z.number(), z.iso.datetime().transform((text) => Date.parse(text))]).optional(),
  policy: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string().nullable()).default({}),
  /** The attack of the demo is in the log before the bot first looks. */
  seedDemo: z.boolean().default(false),
  history: z.enum(['none', 'demo']).default('demo'),
});
export type WorldOrder = z.infer<typeof worldOrder>;

/** At most a day: an advance runs every poll and every timer on its way. */
export const advanceOrder = z.strictObject({ ms: z.number().int().min(0).max(86_400_000) });

export const rowsOrder = z.strictObject({ rows: z.array(z.record(z.string(), z.unknown())) });

export const policyOrder = z.strictObject({ policy: z.record(z.string(), z.unknown()) });

export const grantOrder = z.strictObject({
  principalId: z.guid(),
  roleGuid: z.guid(),
  scope: z.string().startsWith('/'),
});

const armFault = z.looseObject({ kind: z.string() });
const cloudOrder = z.strictObject({
  match: z.strictObject({ method: z.string().optional(), pathIncludes: z.string().optional() }).optional(),
  fault: armFault,
  times: z.number().int().min(1).optional(),
  skip: z.number().int().min(0).optional(),
});

/** Which emulator goes wrong, and how: each emulator's own form of order. */
export const faultsOrder = z.discriminatedUnion('target', [
  z.strictObject({ target: z.literal('arm'), order: cloudOrder }),
  z.strictObject({ target: z.literal('graph'), order: cloudOrder }),
  z.strictObject({ target: z.literal('logs'), order: z.looseObject({ kind: z.string() }) }),
  z.strictObject({ target: z.literal('teams'), order: z.looseObject({ kind: z.union([z.string(), z.number()]) }) }),
]);
export type FaultsOrder = z.infer<typeof faultsOrder>;
