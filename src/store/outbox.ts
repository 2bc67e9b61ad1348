import { sql } from 'kysely';
import {
  clockSlackMs,
  type Delivery,
  type Intent,
  type NewIntent,
  newCardPrefix,
  type OutboxStore,
} from '../chat/stores';
import type { Tx } from '../core/unit-of-work';
import { nextNumber } from './counters';
import type { OutboxRow } from './tables';
import { queries } from './transactions';

const mostBuriedShown = 100;

/** Intents in order of adding. Only the head of a lane is ever claimed, so its order holds across crashes and instances. */
export function storedOutbox(): OutboxStore {
  return {
    add,
    claim,

    async settle(tx, { id, generation }) {
      const forgotten = await queries(tx)
        .deleteFrom('outbox')
        .where('id', '=', id)
        .where('generation', '=', generation)
        .returning('id')
        .executeTakeFirst();
      if (forgotten !== undefined) return;
      // A newer wish came while this one was under way: what was due then is due again.
      await queries(tx)
        .updateTable('outbox')
        .set({ claimed_until: 0, attempts: 0, problem: null })
        .where('id', '=', id)
        .where('buried_at', 'is', null)
        .execute();
    },

    async postpone(tx, id, dueAt, attempts, problem) {
      await queries(tx)
        .updateTable('outbox')
        .set({ claimed_until: 0, due_at: dueAt, attempts, problem })
        .where('id', '=', id)
        .execute();
    },

    async bury(tx, id, problem, at) {
      await queries(tx)
        .updateTable('outbox')
        .set({ claimed_until: 0, buried_at: at, problem })
        .where('id', '=', id)
        .execute();
    },

    async sentAt(tx, conversation, until, counts) {
      const latest = (count: number) =>
        queries(tx)
          .selectFrom('outbox_sends')
          .select('at')
          .where('conversation', '=', conversation)
          .where('at', '<=', until)
          .orderBy('at', 'desc')
          .offset(count - 1)
          .limit(1)
          .executeTakeFirst();
      const times: (number | undefined)[] = [];
      for (const count of counts) times.push((await latest(count))?.at);
      return times;
    },

    async noteSent(tx, conversation, at, forgetBefore) {
      await queries(tx)
        .deleteFrom('outbox_sends')
        .where('conversation', '=', conversation)
        .where('at', '<', forgetBefore)
        .execute();
      await queries(tx).insertInto('outbox_sends').values({ conversation, at }).execute();
    },

    async nextDueAt(tx) {
      const { rows } = await sql<{
        at: number | null;
      }>`select min(case when o.claimed_until > o.due_at then o.claimed_until
        else o.due_at end) as at from outbox o join ${heads} on heads.position = o.position`.execute(queries(tx));
      return rows[0]?.at ?? undefined;
    },

    async state(tx) {
      const waiting = await queries(tx)
        .selectFrom('outbox')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldestAt')])
        .where('buried_at', 'is', null)
        .executeTakeFirstOrThrow();
      const buried = await queries(tx)
        .selectFrom('outbox')
        .select(['id', 'lane', 'problem', 'buried_at'])
        .where('buried_at', 'is not', null)
        .orderBy('buried_at', 'desc')
        .limit(mostBuriedShown)
        .execute();
      return {
        waiting: waiting.count,
        ...(waiting.oldestAt === null ? {} : { oldestAt: waiting.oldestAt }),
        buried: buried.map(({ id, lane, problem, buried_at }) => ({
          id,
          lane,
          problem: problem ?? '',
          at: buried_at ?? 0,
        })),
      };
    },
  };
}

/** The head of each lane, by position, which is unique: what is claimed, else the oldest new card, else the oldest. */
const heads = sql`(select coalesce(min(case when claimed_until > 0 then position end),
  min(case when id like ${`${newCardPrefix}%`} then position end), min(position)) as position
  from outbox where buried_at is null group by lane) as heads`;

async function add(tx: Tx, intent: NewIntent): Promise<void> {
  const raised = await queries(tx)
    .updateTable('outbox')
    .set((row) => ({ generation: row('generation', '+', 1) }))
    .where('id', '=', intent.id)
    .where('buried_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (raised !== undefined) return;
  // One that was buried is wished for again: it starts anew, at the end of its lane.
  await queries(tx).deleteFrom('outbox').where('id', '=', intent.id).execute();
  await queries(tx)
    .insertInto('outbox')
    .values({
      id: intent.id,
      position: await nextNumber(tx, 'outbox'),
      lane: intent.lane,
      subject: intent.subject,
      created_at: intent.createdAt,
      due_at: intent.dueAt,
      attempts: 0,
      generation: 0,
      claimed_until: 0,
      buried_at: null,
      problem: null,
      delivery: JSON.stringify(intent.delivery),
    })
    .execute();
}

async function claim(tx: Tx, now: number, limit: number, claimedUntil: number): Promise<readonly Intent[]> {
  const due = await sql<OutboxRow>`select o.* from outbox o join ${heads} on heads.position = o.position
    where (o.due_at <= ${now} or o.created_at > ${now})
      and (o.claimed_until <= ${now} or o.claimed_until > ${claimedUntil + clockSlackMs}) order by o.position limit ${limit}`.execute(
    queries(tx),
  );
  const claimed: Intent[] = [];
  for (const row of due.rows) {
    const mine = await queries(tx)
      .updateTable('outbox')
      .set({ claimed_until: claimedUntil })
      .where('id', '=', row.id)
      .where('claimed_until', '=', row.claimed_until)
      .returning('generation')
      .executeTakeFirst();
    if (mine !== undefined) claimed.push(intentOf({ ...row, generation: mine.generation }));
  }
  return claimed;
}

function intentOf(row: OutboxRow): Intent {
  return {
    id: row.id,
    lane: row.lane,
    subject: row.subject,
    createdAt: row.created_at,
    dueAt: row.due_at,
    attempts: row.attempts,
    generation: row.generation,
    delivery: JSON.parse(row.delivery) as Delivery,
  };
}
