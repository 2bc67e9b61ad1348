import type { Caller, Incoming, MembershipIn, Place } from '../chat/ports';
import { activitySchema, dialogSchema, fileConsentSchema, isRecord, pressSchema, type TeamsActivity } from './activity';
import { readText } from './message-text';

/** An activity as the chat room takes it; `ignored` is well formed and of no interest, `malformed` is neither. */
export type Read =
  | {
      readonly kind: 'incoming';
      readonly incoming: Incoming;
      readonly mentioned: readonly Mentioned[];
      readonly mri: string;
    }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unknown-invoke' }
  | { readonly kind: 'malformed'; readonly why: string };

/** Somebody mentioned in a message, known by the `29:` id alone. */
export interface Mentioned {
  readonly mri: string;
  readonly name: string;
}

/** Pure: reads a body whose token has been checked. `receivedAt` is epoch milliseconds. */
export function readIncoming(body: unknown, receivedAt: number): Read {
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return { kind: 'malformed', why: parsed.error.issues[0]?.path.join('.') ?? 'activity' };
  const activity = parsed.data;
  const needsPerson = activity.type === 'message' || activity.type === 'invoke';
  if (needsPerson && !activity.from.aadObjectId) return { kind: 'malformed', why: 'from.aadObjectId' };
  const base = { id: activity.id, caller: callerOf(activity), place: placeOf(activity), receivedAt };
  switch (activity.type) {
    case 'message':
      return readMessage(activity, base);
    case 'invoke':
      return readInvoke(activity, base);
    case 'conversationUpdate':
    case 'installationUpdate':
      return readMembership(activity, base);
    default:
      return { kind: 'ignored' };
  }
}

type Base = Pick<Incoming, 'id' | 'caller' | 'place' | 'receivedAt'>;

function readMessage(activity: TeamsActivity, base: Base): Read {
  const { text, mentions } = readText(activity.text, activity.entities ?? [], activity.recipient.id);
  return incoming(activity, mentions, {
    ...base,
    kind: 'message',
    text,
    mentions: mentions.map(({ name }) => ({ name })),
    targeted: activity.recipient.isTargeted ?? false,
    ...(isRecord(activity.value) ? { value: withoutTeamsKeys(activity.value) } : {}),
    ...(activity.replyToId === undefined ? {} : { replyToId: activity.replyToId }),
  });
}

function readInvoke(activity: TeamsActivity, base: Base): Read {
  const cardId = activity.replyToId === undefined ? {} : { cardId: activity.replyToId };
  if (activity.name === 'adaptiveCard/action') {
    const press = pressSchema.safeParse(activity.value);
    if (!press.success) return { kind: 'malformed', why: `value.${press.error.issues[0]?.path.join('.') ?? ''}` };
    const { action, trigger = 'manual' } = press.data;
    return incoming(activity, [], {
      ...base,
      ...cardId,
      kind: 'press',
      verb: action.verb,
      data: action.data ?? {},
      trigger,
    });
  }
  if (activity.name === 'fileConsent/invoke') return readFileConsent(activity, { ...base, ...cardId });
  const kind = DIALOG_KINDS.get(activity.name ?? '');
  if (!kind) return { kind: 'unknown-invoke' };
  const dialog = dialogSchema.safeParse(activity.value);
  if (!dialog.success) return { kind: 'malformed', why: 'value.data' };
  return incoming(activity, [], { ...base, ...cardId, kind, data: withoutTeamsKeys(dialog.data.data ?? {}) });
}

function readFileConsent(activity: TeamsActivity, base: Base & { readonly cardId?: string }): Read {
  const consent = fileConsentSchema.safeParse(activity.value);
  if (!consent.success) return { kind: 'malformed', why: `value.${consent.error.issues[0]?.path.join('.') ?? ''}` };
  const { action, context, uploadInfo } = consent.data;
  const accepted = action === 'accept';
  if (accepted && !uploadInfo) return { kind: 'malformed', why: 'value.uploadInfo' };
  return incoming(activity, [], {
    ...base,
    kind: 'file-consent',
    accepted,
    context: context ?? {},
    ...(accepted && uploadInfo ? { upload: uploadInfo } : {}),
  });
}

// Maps, not objects: the name comes from outside, and an object would also answer to `constructor`.
const DIALOG_KINDS = new Map<string, 'dialog-open' | 'dialog-submit'>([
  ['task/fetch', 'dialog-open'],
  ['task/submit', 'dialog-submit'],
]);

const CHANNEL_EVENTS = new Map<string, MembershipIn['event']>([
  ['channelRenamed', 'channel-renamed'],
  ['channelDeleted', 'channel-deleted'],
  ['teamRenamed', 'team-renamed'],
]);

function readMembership(activity: TeamsActivity, base: Base): Read {
  const event = membershipEvent(activity);
  return event ? incoming(activity, [], { ...base, kind: 'membership', event }) : { kind: 'ignored' };
}

function membershipEvent(activity: TeamsActivity): MembershipIn['event'] | undefined {
  const bot = ({ id }: { id: string }) => id === activity.recipient.id;
  if (activity.type === 'installationUpdate')
    return activity.action?.startsWith('remove') ? 'bot-removed' : 'bot-added';
  if (activity.membersAdded?.some(bot)) return 'bot-added';
  if (activity.membersRemoved?.some(bot)) return 'bot-removed';
  if (activity.membersAdded?.length || activity.membersRemoved?.length) return 'members-changed';
  return CHANNEL_EVENTS.get(activity.channelData?.eventType ?? '');
}

function incoming(activity: TeamsActivity, mentioned: readonly Mentioned[], value: Incoming): Read {
  return { kind: 'incoming', incoming: value, mentioned, mri: activity.from.id };
}

function callerOf({ from, conversation, channelData }: TeamsActivity): Caller {
  return {
    objectId: (from.aadObjectId ?? '').toLowerCase(),
    tenantId: (conversation.tenantId ?? channelData?.tenant?.id ?? '').toLowerCase(),
    name: from.name ?? '',
  };
}

function placeOf({ conversation, channelData, serviceUrl }: TeamsActivity): Place {
  const base = { conversationId: conversation.id, serviceUrl };
  if (conversation.conversationType === 'personal') return { kind: 'personal', ...base };
  if (conversation.conversationType !== 'channel') return { kind: 'group', ...base };
  const channelId = channelData?.channel?.id ?? channelData?.teamsChannelId ?? conversation.id.split(';')[0];
  const teamId = channelData?.team?.id ?? channelData?.teamsTeamId;
  const { name: teamName } = channelData?.team ?? {};
  const { name: channelName } = channelData?.channel ?? {};
  return {
    kind: 'channel',
    ...base,
    ...(channelId === undefined ? {} : { channelId }),
    ...(teamId === undefined ? {} : { teamId }),
    ...(teamName === undefined ? {} : { teamName }),
    ...(channelName === undefined ? {} : { channelName }),
  };
}

/** `msteams` in submitted data steers the client and says nothing to us. */
function withoutTeamsKeys({ msteams: _msteams, ...data }: Record<string, unknown>): Record<string, unknown> {
  return data;
}
