import { z } from 'zod';

/** Ids are short in Teams; anything longer is somebody else's invention. */
const id = z.string().min(1).max(1_000);
const named = z.object({ id, name: z.string().optional() });
const record = z.record(z.string(), z.unknown());

/** The part of a Bot Framework activity this bot reads. What else Teams sends is dropped here. */
export const activitySchema = z.object({
  type: z.string(),
  id,
  channelId: z.literal('msteams'),
  serviceUrl: z.string(),
  from: named.extend({ aadObjectId: z.string().optional() }),
  recipient: named.extend({ isTargeted: z.boolean().optional() }),
  conversation: z.object({
    id,
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
    isGroup: z.boolean().optional(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: z.string() }).optional(),
      team: z.object({ id: z.string(), name: z.string().optional() }).optional(),
      channel: z.object({ id: z.string(), name: z.string().optional() }).optional(),
      teamsTeamId: z.string().optional(),
      teamsChannelId: z.string().optional(),
      eventType: z.string().optional(),
    })
    .optional(),
  text: z.string().optional(),
  entities: z.array(record).optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  value: z.unknown().optional(),
  replyToId: id.optional(),
  membersAdded: z.array(named).optional(),
  membersRemoved: z.array(named).optional(),
});

export type TeamsActivity = z.infer<typeof activitySchema>;

export const pressSchema = z.object({
  action: z.object({
    type: z.literal('Action.Execute'),
    verb: z.string().min(1).max(200),
    data: record.optional(),
  }),
  trigger: z.enum(['manual', 'automatic']).optional(),
});

/** `fileConsent/invoke`. `uploadInfo` is there when the person took the file. */
export const fileConsentSchema = z.object({
  type: z.literal('fileUpload'),
  action: z.enum(['accept', 'decline']),
  context: record.nullish(),
  uploadInfo: z
    .object({
      uploadUrl: z.url().max(8_000),
      contentUrl: z.string().max(8_000),
      name: z.string().max(1_000),
      uniqueId: z.string().max(1_000),
      fileType: z.string().max(100).default(''),
    })
    .nullish(),
});

export const dialogSchema = z.object({ data: record.optional() });

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
