import fc from 'fast-check';
import { alertSummary, paintAlert } from '../../src/chat/painting/alert';
import { recentList } from '../../src/chat/painting/alert-lists';
import { paintApproval } from '../../src/chat/painting/approval';
import { paintContainment } from '../../src/chat/painting/containment';
import { assignDialog, consultDialog } from '../../src/chat/painting/dialogs';
import { paintInvestigation } from '../../src/chat/painting/investigation';
import { paintList } from '../../src/chat/painting/list';
import { paintMute } from '../../src/chat/painting/mute';
import { muteDialog, mutePreviewDialog } from '../../src/chat/painting/mute-dialogs';
import { paintQuestion } from '../../src/chat/painting/question';
import { paintReview } from '../../src/chat/painting/review';
import { markdown, plain } from '../../src/chat/words/escape';
import { aMute } from '../chat/painting/a-mute';
import { inquiries } from '../chat/painting/an-inquiry';
import { investigationOf } from '../chat/painting/an-investigation';
import { lint, nodes } from './card-lint';
import { alertOf, containmentOf, hostileText, reviewOf } from './hostile';

interface Token {
  readonly type: string;
  readonly children: readonly Token[] | null;
}

// The package has no types of its own.
const MarkdownIt: new (options: object) => { parse(text: string, env: object): Token[] } = require('markdown-it');

const muteOf = (text: string) =>
  aMute({
    until: 1,
    scope: { principal: { objectId: 'p', name: text }, machine: text, network: text },
    reason: text,
    requester: { objectId: 'h', name: text, at: 0 },
    confirmer: { objectId: 'i', name: text, at: 0 },
  });

/** `FC_RUNS=10000` for the long run. */
const numRuns = Number(process.env.FC_RUNS ?? 50);

const approver = { kind: 'approver', objectId: 'p' } as const;

function painted(text: string): readonly object[] {
  const alert = alertOf(text);
  const person = { objectId: 'p', name: text, why: text };
  return [
    paintAlert(alert),
    paintAlert({
      ...alert,
      alert: {
        ...alert.alert,
        status: 'acknowledged',
        holder: { objectId: 'h', name: text, at: 0 },
        sessionsAtAcknowledge: 1,
      },
    }),
    paintAlert({
      ...alert,
      alert: {
        ...alert.alert,
        status: 'resolved',
        resolution: { objectId: 'h', name: text, at: 0, disposition: 'malicious', sentence: text },
      },
    }),
    paintReview(reviewOf(text)),
    paintApproval(reviewOf(text), approver),
    paintContainment(containmentOf(text)),
    paintList(recentList({ alerts: [alert.alert], now: 0, filter: text })),
    assignDialog(alert.alert, [person]).card,
    consultDialog(alert.alert, { suggested: [person], hints: [text], minutesToAnswer: 60 }).card,
    ...inquiries(text).flatMap((inquiry) => [
      paintQuestion({ alert: alert.alert, inquiry }),
      paintAlert({ ...alert, alert: { ...alert.alert, asks: [inquiry] } }),
    ]),
    paintInvestigation({ alert: alert.alert, investigation: investigationOf(text), query: () => ({ text }) }, approver),
    paintMute(muteOf(text), 0),
    mutePreviewDialog(muteOf(text), 0).card,
    muteDialog(alert.alert, [{ value: 'narrow-0', scope: muteOf(text).scope }]).card,
  ];
}

/** A card without its words: what can be pressed, followed, seen as an element. */
function skeleton(card: object): string {
  return JSON.stringify(card, (key, value: unknown) =>
    ['text', 'fallbackText', 'inlines'].includes(key) || (key === 'title' && typeof value === 'string')
      ? undefined
      : value,
  );
}

test('hostile text: same buttons, links and elements, a valid card under the limit, and every run clean', () => {
  const harmless = painted('x').map(skeleton);
  fc.assert(
    fc.property(hostileText, (text) => {
      // Line breaks in a query are lines on the card: runs, which are checked as such.
      const cards = painted(text.replace(/[\r\n]/g, ' '));
      expect(firstDifference(harmless, cards.map(skeleton))).toBeUndefined();
      expect(cards.flatMap((card) => lint(card).problems)).toEqual([]);
      expect(painted(text).flatMap(dirtyRuns)).toEqual([]);
    }),
    { numRuns },
  );
});

/** Runs with a control, bidi, zero-width or private character, or a mention tag. */
function dirtyRuns(card: object): readonly unknown[] {
  const dirty = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|<\s*\/?\s*at\b/iu;
  return nodes(card).filter(({ type, text }) => type === 'TextRun' && dirty.test(String(text)));
}

/** A short excerpt instead of whole cards, so that a failure can be read. */
function firstDifference(expected: readonly string[], seen: readonly string[]): string | undefined {
  for (const [index, one] of expected.entries()) {
    const other = seen[index] ?? '';
    const at = [...one].findIndex((character, place) => other[place] !== character);
    if (at >= 0 || other.length !== one.length) return `card ${index}: …${other.slice(Math.max(0, at - 80), at + 80)}…`;
  }
  return undefined;
}

test('hostile text at its longest keeps every card under the limit', () => {
  for (const text of ['😀'.repeat(5000), '<at>'.repeat(2000), '漢'.repeat(5000), '"\\'.repeat(3000)]) {
    for (const card of painted(text)) expect(lint(card).problems).toEqual([]);
  }
});

test('the lock-screen line is one clean line', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const summary = alertSummary(alertOf(text));
      expect(summary).toBe(plain(summary));
      expect(summary).not.toMatch(/[\r\n]/);
    }),
    { numRuns },
  );
});

test('message text renders as one paragraph of plain text, in a renderer that would do everything', () => {
  const renderer = new MarkdownIt({ html: true, linkify: true, breaks: true, typographer: false });
  fc.assert(
    fc.property(hostileText, (text) => {
      const tokens = renderer
        .parse(markdown(text), {})
        .flatMap((token) => [token.type, ...(token.children ?? []).map(({ type }) => type)]);
      const allowed = ['paragraph_open', 'paragraph_close', 'inline', 'text', 'text_special'];
      expect(tokens.filter((type) => !allowed.includes(type))).toEqual([]);
    }),
    { numRuns: numRuns * 4 },
  );
});
