import type { BotAnswer, BotLink } from './bot-link';
import type { InputValues } from './card-inputs';
import type { Change, Changes } from './changes';
import type { ConnectorCall } from './connector';
import type { Dialogs } from './dialogs';
import type { Faults } from './faults';
import type { Files, StoredFile } from './files';
import type { Membership } from './membership';
import type { MessageLog } from './message-log';
import type { Json, Message, Person } from './model';
import type { Notification, Notifications } from './notifications';
import { press } from './press';
import type { DialogResult, PressResult } from './results';
import { openConversation, type RailEntry, railOf, type SeenConversation } from './seen';
import { type SendResult, send } from './send';
import type { Views } from './views';
import type { World } from './world';

export interface PressOrder {
  readonly as: string;
  readonly activityId: string;
  readonly action: string;
  readonly inputs?: InputValues;
  readonly index?: number;
  readonly nth?: number;
  readonly legacy?: boolean;
}

/** Everything a person, an owner or a fault can do, by handle (`as`). The HTTP API and the test client are thin layers over it. */
export interface TeamsControl {
  readonly world: World;
  readonly membership: Membership;
  readonly faults: Faults;
  rail(as: string): RailEntry[];
  /** Opens a channel, a thread or a chat as a person; sets off the automatic refreshes Teams would send. */
  open(as: string, conversationId: string): Promise<SeenConversation>;
  markRead(as: string, conversationId: string): void;
  notifications(as: string): Notification[];
  send(order: { as: string; conversationId: string; text: string; targeted?: boolean }): Promise<SendResult>;
  press(order: PressOrder): Promise<PressResult>;
  submitDialog(order: {
    as: string;
    dialogId: string;
    inputs?: InputValues;
    action?: string;
    nth?: number;
  }): Promise<DialogResult>;
  closeDialog(as: string, dialogId: string): void;
  dismissNotice(as: string, activityId: string): void;
  /** Accept or Decline on a file the bot offers. */
  answerFile(as: string, activityId: string, accepted: boolean): Promise<BotAnswer>;
  files(as: string): readonly StoredFile[];
  /** Delivers any activity as it stands, with a good token: for malformed input and replays. */
  deliver(activity: Json): Promise<BotAnswer>;
  /** Whether a slow message is sent a second time after 15 s. */
  setResend(on: boolean): void;
  /** Connector calls since the start, or since `clearCalls`. */
  calls(): readonly ConnectorCall[];
  clearCalls(): void;
  listen(listener: (change: Change) => void): () => void;
}

export interface ControlDeps {
  readonly world: World;
  readonly log: MessageLog;
  readonly views: Views;
  readonly notifications: Notifications;
  readonly dialogs: Dialogs;
  readonly files: Files;
  readonly membership: Membership;
  readonly faults: Faults;
  readonly bot: BotLink;
  readonly changes: Changes;
  readonly serviceUrl: () => string;
  readonly calls: ConnectorCall[];
}

export function createControl(deps: ControlDeps): TeamsControl {
  const { world, log, views, notifications, dialogs, bot, calls } = deps;

  function person(handle: string): Person {
    const found = world.person(handle);
    if (!found)
      throw new Error(`Nobody is called "${handle}"; there are ${world.people.map(({ id }) => id).join(', ')}.`);
    return found;
  }

  function message(id: string, reader: Person): Message {
    const found = log.byId(id);
    const visible = found && log.visibleTo(reader, found.conversationId).includes(found);
    if (!visible || found.deleted) throw new Error(`${reader.id} sees no message ${id}.`);
    return found;
  }

  return {
    world,
    membership: deps.membership,
    faults: deps.faults,
    rail: (as) => railOf(person(as), deps),
    open: async (as, conversationId) => openConversation(person(as), conversationId, deps),
    markRead: (as, conversationId) => notifications.markRead(person(as), conversationId),
    notifications: (as) => notifications.of(person(as)),
    send: async ({ as, ...rest }) => send({ person: person(as), ...rest }, deps),
    press: async ({ as, activityId, action, inputs = {}, ...rest }) => {
      const presser = person(as);
      return press({ person: presser, message: message(activityId, presser), action, inputs, ...rest }, deps);
    },
    submitDialog: async ({ as, dialogId, inputs = {}, action, nth }) =>
      dialogs.submit(person(as), dialogId, inputs, action, nth),
    closeDialog: (as, dialogId) => dialogs.close(person(as), dialogId),
    dismissNotice: (as, activityId) => views.setNotice(person(as), message(activityId, person(as)), undefined),
    answerFile: async (as, activityId, accepted) =>
      deps.files.answer(person(as), message(activityId, person(as)), accepted),
    files: (as) => deps.files.of(person(as)),
    deliver: (activity) => bot.deliver(activity),
    setResend: (on) => bot.setResend(on),
    calls: () => calls,
    clearCalls: () => calls.splice(0),
    listen: (listener) => deps.changes.listen(listener),
  };
}
