import { envelope, invokeActivity } from './activities';
import type { BotAnswer, BotLink } from './bot-link';
import type { Changes } from './changes';
import { cardOf, isObject, type Json, type Message, type Person, text } from './model';
import type { World } from './world';

/** A card older than this is asked for again when its conversation is opened (Universal Actions documentation: one minute). */
const VIEW_LIFE_MS = 60_000;

/** Above this many members a card without `refresh.userIds` is not refreshed by itself. */
const AUTO_REFRESH_MEMBERS = 60;

/** Words under a card that one person alone sees. */
export interface Notice {
  readonly kind: 'error' | 'info';
  readonly text: string;
  readonly code?: string;
}

/** What each person sees where the bot gave them something of their own. */
export interface Views {
  /** The person's own card, or the one everybody sees. */
  cardFor(person: Person, message: Message): Json | undefined;
  noticeFor(person: Person, message: Message): Notice | undefined;
  setNotice(person: Person, message: Message, notice: Notice | undefined): void;
  setCard(person: Person, message: Message, card: Json): void;
  /** Forgets everybody's own card of a message: its base was updated. */
  drop(messageId: string): void;
  /** Sends the automatic invoke if Teams would on opening; answers true when the bot gave a new card. */
  refreshIfDue(person: Person, message: Message): Promise<boolean>;
}

export interface ViewDeps {
  readonly world: World;
  readonly changes: Changes;
  readonly bot: BotLink;
  readonly serviceUrl: () => string;
}

export function createViews({ world, changes, bot, serviceUrl }: ViewDeps): Views {
  const cards = new Map<string, { readonly card: Json; readonly at: number }>();
  const notices = new Map<string, Notice>();
  const asked = new Map<string, number>();
  const running = new Map<string, Promise<boolean>>();

  const views: Views = {
    cardFor: (person, message) => cards.get(key(person, message))?.card ?? cardOf(message),
    noticeFor: (person, message) => notices.get(key(person, message)),
    setNotice(person, message, notice) {
      if (notice) notices.set(key(person, message), notice);
      else notices.delete(key(person, message));
      changes.tell({ ...where(message), kind: 'view', personId: person.id });
    },
    setCard(person, message, card) {
      cards.set(key(person, message), { card, at: world.clock.now() });
      asked.set(key(person, message), world.clock.now());
      changes.tell({ ...where(message), kind: 'view', personId: person.id });
    },
    drop(messageId) {
      for (const map of [cards, asked]) {
        for (const entry of [...map.keys()]) if (entry.startsWith(`${messageId} `)) map.delete(entry);
      }
    },
    refreshIfDue(person, message) {
      const id = key(person, message);
      const current = running.get(id);
      if (current) return current;
      const card = views.cardFor(person, message);
      const action = card && refreshActionFor(card, person, world.membersOf(message.conversationId).length);
      const fresh = world.clock.now() - (asked.get(id) ?? Number.NEGATIVE_INFINITY) < VIEW_LIFE_MS;
      if (!action || fresh) return Promise.resolve(false);
      asked.set(id, world.clock.now());
      const refresh = ask(person, message, action).finally(() => running.delete(id));
      running.set(id, refresh);
      return refresh;
    },
  };

  async function ask(person: Person, message: Message, action: Json): Promise<boolean> {
    const before = message.editedAt;
    const value = { action, trigger: 'automatic' };
    const base = envelope(world, serviceUrl(), person, message);
    const own = cardInAnswer(await bot.deliver(invokeActivity(base, 'adaptiveCard/action', value, message.id)));
    // An update that overtook the answer wins: it dropped the views, and the next opening asks again.
    if (!own || message.editedAt !== before) return false;
    views.setCard(person, message, own);
    return true;
  }
  return views;
}

function key(person: Person, message: Message): string {
  return `${message.id} ${person.id}`;
}

function where({ id, conversationId }: Message): { messageId: string; conversationId: string } {
  return { messageId: id, conversationId };
}

/** The refresh action Teams would send by itself for this person, if any. */
export function refreshActionFor(card: Json, person: Person, members: number): Json | undefined {
  const refresh = card.refresh;
  if (!isObject(refresh) || !isObject(refresh.action) || refresh.action.type !== 'Action.Execute') return undefined;
  const { userIds } = refresh;
  const included = Array.isArray(userIds) ? userIds.includes(person.mri) : members <= AUTO_REFRESH_MEMBERS;
  return included ? refresh.action : undefined;
}

/** The card of a well-formed `adaptiveCard/action` answer. */
export function cardInAnswer({ status, body }: BotAnswer): Json | undefined {
  if (status !== 200 || !isObject(body) || body.statusCode !== 200) return undefined;
  const isCard = text(body.type) === 'application/vnd.microsoft.card.adaptive';
  return isCard && isObject(body.value) ? body.value : undefined;
}
