import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/chat/commands';
import { notReadWords, verdictWord } from '../../src/chat/words/review';
import { policyJsonSchema } from '../../src/config/policy-schema';
import { defaultPolicy } from '../../src/core/policy';
import { signatureMs, unansweredMs } from '../../src/review/acts/emergency';
import { effectiveMs } from '../../src/review/engine/after-care';
import { repeatMs } from '../../src/review/engine/tick';
import { remindAfterMs, watchMs } from '../../src/review/engine/verify';
import { usageWindowMs } from '../../src/review/exposure/usage';
import { keepMs } from '../../src/review/sweep/remembered';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'review.md'), 'utf8');
const minutes = (ms: number) => ms / 60_000;
const hours = (ms: number) => ms / 3_600_000;

describe('docs/review.md', () => {
  test('has every verdict in the words of the cards', () => {
    for (const words of Object.values(verdictWord)) expect(page).toContain(`| ${words} |`);
  });

  test('names what is never read as the cards do', () => {
    for (const what of ['directory-roles', 'lighthouse', 'classic-administrators'] as const)
      expect(page).toContain(notReadWords[what]);
  });

  test.each<[string, number]>([
    ['After %d minutes without an answer', minutes(repeatMs)],
    ['After %d minutes (`expiryMinutes`)', defaultPolicy.review.expiryMinutes],
    ['felt within about %d minutes', minutes(effectiveMs)],
    ['For %d hours the log is watched', hours(watchMs)],
    ['unanswered for %d minutes', minutes(unansweredMs)],
    ['must sign within %d hours', hours(signatureMs)],
    ['every %d hours there is a reminder', hours(remindAfterMs)],
    ['has not in %d days', hours(usageWindowMs) / 24],
    ['kept for %d minutes', minutes(keepMs)],
    ['`changesPerHour` (%d)', defaultPolicy.review.changesPerHour],
  ])('“%s” is the figure of the code', (sentence, figure) => {
    expect(page).toContain(sentence.replace('%d', String(figure)));
  });

  test('names only commands, policy keys and files that exist', () => {
    for (const typed of ['review A-12', 'who dc01', 'review subscription', 'killswitch on because']) {
      expect(page).toContain(`\`${typed}`);
      expect(commands.some(({ id }) => typed === id || typed.startsWith(`${id} `))).toBe(true);
    }
    const { properties } = policyJsonSchema() as { properties: { review: { properties: object } } };
    for (const key of ['secondApprovers', 'expiryMinutes', 'emergencyPath', 'killSwitch', 'changesPerHour']) {
      expect(page).toContain(`\`${key}\``);
      expect(Object.keys(properties.review.properties)).toContain(key);
    }
    const links = [...page.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) => path ?? '');
    expect(links.filter((path) => !existsSync(join(root, 'docs', path)))).toEqual([]);
  });
});
