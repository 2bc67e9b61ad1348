import { randomUUID } from 'node:crypto';
import { memoryAlertStore } from '../../../src/alerts/memory-alert-store';
import { memoryStandingStore } from '../../../src/alerts/standing';
import { createActors, type RoleLists } from '../../../src/chat/actors';
import { memoryPeople, memorySeen } from '../../../src/chat/memory-stores';
import type { Answer, Incoming, Place } from '../../../src/chat/ports';
import type { ChatRoom } from '../../../src/chat/room';
import { createRouter } from '../../../src/chat/router';
import type { Role } from '../../../src/core/access';
import type { AuditEntry } from '../../../src/core/audit';
import { ManualClock } from '../../../src/core/clock';
import { memoryAuditTrail } from '../../../src/core/memory-audit-trail';
import { memoryUnitOfWork } from '../../../src/core/memory-unit-of-work';
import { done, refuse } from '../../../src/core/outcome';
import { memoryReviewStore } from '../../../src/review/memory-review-store';
import { aMute } from '../painting/a-mute';
import { askedReview } from '../painting/a-review';
import { openAlert, rob } from '../painting/an-alert';
import { inquiries } from '../painting/an-inquiry';

/** Somebody at the door, by what makes them different. */
export interface Visitor {
  readonly who: string;
  readonly objectId: string;
  readonly roles: readonly Role[];
  /** The groups that would give roles cannot be read for them. */
  readonly unreadable?: boolean;
}

/** What a press or command can be about: one of each, all about Rob but the question, which is put to `asked`. */
export const subjects = {
  alert: 'A-12',
  review: 'R-7',
  mute: 'M-3',
  question: 'Q-12-1',
  account: rob.objectId,
  list: 'open',
  nothing: 'A-99',
} as const;
export type SubjectKind = keyof typeof subjects;

export const asked = 'asked-person';
export { rob };

/** `passed`: the door let them through, to a room that holds nothing here, so that whatever went on would show as a fault. */
export type Verdict = 'passed' | string;

export interface Door {
  press(
    visitor: Visitor,
    verb: string,
    subject: string,
    how?: 'press' | 'dialog-open' | 'dialog-submit' | 'message',
  ): Promise<Verdict>;
  say(visitor: Visitor, text: string): Promise<{ readonly verdict: Verdict; readonly answer: Answer }>;
  raw(visitor: Visitor, more: Partial<Incoming>): Promise<Answer>;
  audit(): readonly AuditEntry[];
  readonly clock: ManualClock;
  readonly members: Map<string, readonly string[]>;
}

const place: Place = {
  kind: 'channel',
  conversationId: '19:a;messageid=1',
  channelId: '19:a',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
};

/**
 * The real router, actors, stores and audit; roles come through groups, as in production. Everything behind the door is missing on purpose: a handler
 * that touches more than the door allows fails, and is seen.
 */
export async function openDoor(): Promise<Door> {
  const clock = new ManualClock(Date.parse('2026-03-01T03:00:00Z'));
  const uow = memoryUnitOfWork();
  const [alerts, mutes, reviews, audit] = [
    memoryAlertStore(),
    memoryStandingStore(),
    memoryReviewStore(),
    memoryAuditTrail(),
  ];
  const [inquiry] = inquiries();
  if (inquiry === undefined) throw new Error('no inquiry to put');
  await uow.run(async (tx) => {
    await alerts.insert(
      tx,
      openAlert({
        id: subjects.alert,
        asks: [{ ...inquiry, id: subjects.question, to: { objectId: asked, name: 'Asked' } }],
      }),
    );
    await reviews.insert(tx, askedReview({ id: subjects.review, subject: rob }));
    await mutes.insert(tx, aMute({ id: subjects.mute, scope: { principal: { objectId: rob.objectId, name: 'Rob' } } }));
  });
  const members = new Map<string, readonly string[]>([['mia', ['g-responder']]]);
  const lists: RoleLists = {
    responder: ['group:g-responder'],
    approver: ['group:g-approver'],
    admin: ['group:g-admin'],
  };
  const actorOf = createActors({
    lists,
    clock,
    memberGroups: async (objectId) => {
      const groups = members.get(objectId);
      return groups === undefined ? refuse('unreachable', 'Graph does not answer.') : done(groups);
    },
  });
  const logged: string[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => void logged.push(JSON.stringify(fields)),
  };
  const known: Partial<ChatRoom> = {
    uow,
    alerts,
    audit,
    clock,
    log,
    actorOf,
    lists,
    people: memoryPeople(),
    seen: memorySeen(),
  };
  const behind = (name: string): unknown =>
    new Proxy(
      {},
      {
        get: (_target, key) =>
          name === 'mutes' && key === 'get' ? mutes.get : name === 'reviews' && key === 'get' ? reviews.get : undefined,
      },
    );
  const room = new Proxy(known, { get: (target, key) => Reflect.get(target, key) ?? behind(String(key)) }) as ChatRoom;
  const handle = createRouter(room);

  async function send(visitor: Visitor, more: Partial<Incoming>): Promise<Answer> {
    if (visitor.unreadable) members.delete(visitor.objectId);
    else
      members.set(
        visitor.objectId,
        visitor.roles.map((role) => `g-${role}`),
      );
    const caller = { objectId: visitor.objectId, tenantId: 't', name: visitor.who };
    return handle({ id: randomUUID(), caller, place, receivedAt: clock.now(), ...more } as Incoming);
  }

  return {
    clock,
    members,
    audit: () => audit.all(),
    raw: (visitor, more) => send(visitor, more),
    async press(visitor, verb, subject, how = 'press') {
      const data = { verb, subject };
      const shapes: Record<typeof how, Partial<Incoming>> = {
        press: { kind: 'press', verb, data: { subject }, trigger: 'manual' },
        'dialog-open': { kind: 'dialog-open', data },
        'dialog-submit': { kind: 'dialog-submit', data },
        message: { kind: 'message', text: '', mentions: [], targeted: false, value: data },
      };
      return verdictOf(await send(visitor, shapes[how]));
    },
    async say(visitor, text) {
      const mentions = [{ name: 'Mia', objectId: 'mia' }];
      const answer = await send(visitor, { kind: 'message', text, mentions, targeted: false });
      return { verdict: verdictOf(answer), answer };
    },
  };
}

const closed = ['no-role', 'own-case', 'roles-unreadable', 'not-asked'];

function verdictOf(answer: Answer): Verdict {
  return answer.kind === 'refused' && closed.includes(answer.code) ? answer.code : 'passed';
}
