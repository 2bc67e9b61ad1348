import { cardOf, type Message } from '../../../src/local/teams/model';
import { alertCards, checkAnswered, checkAtRest, checkWrites, diedAround, subjectOf } from '../kill/checks';
import type { Ledger } from '../kill/ledger';
import type { Stage } from '../kill/stage';
import type { StoreView } from '../kill/store-view';

/** What must hold while processes come and go. */
export function checkShared(stage: Stage, ledger: Ledger, view: StoreView, alertsBefore: ReadonlySet<string>): void {
  const lost = (what: string) => void ledger.losses.push(`after kill ${ledger.killedAt.length}: ${what}`);
  if (view.brokenAt !== undefined) lost(`the audit chain breaks at entry ${view.brokenAt}`);
  const alerts = new Set(view.alerts.map(({ id }) => id));
  for (const id of alertsBefore) if (!alerts.has(id)) lost(`alert ${id} is gone`);
  for (const entry of view.buried) lost(`a message was given up: ${entry}`);
  checkAnswered(ledger, view, lost);
  checkWrites(stage, lost);
}

/** What must hold when all has come to rest; answers with how many decisions the threads tell, each once and in order. */
export function checkSharedAtRest(stage: Stage, ledger: Ledger, view: StoreView): number {
  const lost = (what: string) => void ledger.losses.push(`at rest: ${what}`);
  for (const message of alertCards(stage)) {
    if (view.cards.has(message.id)) continue;
    if (diedAround(ledger, message.sentAt)) ledger.orphans.add(message.id);
    else lost(`card ${message.id} of ${subjectOf(message)} was posted, answered and forgotten`);
  }
  checkAtRest(stage, ledger, view);
  return view.alerts.reduce((sum, { id }) => sum + checkOrder(stage, ledger, view, id, lost), 0);
}

/** What a decision says in the alert's thread, and the verb it stands for in the record. */
const told: readonly (readonly [RegExp, string])[] = [
  [/A-\d+ resolved by /, 'resolve'],
  [/A-\d+ \w+ goes to /, 'escalate'],
];

/** The thread tells the decisions of the record, each once, in the order of the record. */
function checkOrder(
  stage: Stage,
  ledger: Ledger,
  view: StoreView,
  alertId: string,
  lost: (what: string) => void,
): number {
  const verbs = new Set(told.map(([, verb]) => verb));
  const decided = view.audit
    .filter(({ subject, result, verb }) => subject === alertId && result === 'done' && verbs.has(verb))
    .map(({ verb }) => verb);
  const said: Message[] = [];
  for (const message of threadOf(stage, alertId)) {
    const twin = said.find(({ content }) => content.text === message.content.text);
    if (twin === undefined) said.push(message);
    else if (!diedAround(ledger, twin.sentAt))
      lost(`“${message.content.text}” was said twice although its answer came through`);
  }
  const tells = said.flatMap(({ content }) =>
    told.filter(([says]) => says.test(content.text ?? '')).map(([, verb]) => verb),
  );
  if (tells.join() !== decided.join())
    lost(`${alertId}: decided ${decided.join(', ') || 'nothing'}; the thread says ${tells.join(', ') || 'nothing'}`);
  return tells.length;
}

/** The bot's words in the alert's thread, oldest first. */
function threadOf(stage: Stage, alertId: string): readonly Message[] {
  const roots = new Set(
    alertCards(stage)
      .filter((message) => subjectOf(message) === alertId)
      .map(({ id }) => id),
  );
  return [...stage.emulators.teams.log.in(alertCards(stage)[0]?.conversationId ?? '')]
    .filter((message) => message.author.kind === 'bot' && roots.has(message.rootId) && !roots.has(message.id))
    .filter((message) => cardOf(message) === undefined)
    .sort((a, b) => a.sentAt - b.sentAt || Number(a.id) - Number(b.id));
}
