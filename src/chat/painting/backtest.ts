import { type Backtest, isRunning } from '../backtest/backtest';
import type { Card } from '../ports';
import { backtestLines, backtestWords } from '../words/backtest';
import { plain } from '../words/escape';
import { paintNotice } from './notice';

/** A back-test's one card: how far it is, then what it found or why it stopped. It has no button: nothing of it can be acted on. */
export function paintBacktest(backtest: Backtest, now: number): Card {
  const stopped = backtest.result?.stopped !== undefined;
  return paintNotice({
    title: backtestWords.title(backtest),
    lines: backtestLines(backtest, now),
    tone: stopped ? 'attention' : 'emphasis',
  });
}

/** Lock-screen line. */
export function backtestSummary(backtest: Backtest, now: number): string {
  const [first = []] = backtestLines(backtest, now);
  const [lead = ''] = first;
  const says = isRunning(backtest) ? 'runs' : typeof lead === 'string' ? lead : lead.text;
  return plain(`${backtestWords.title(backtest)}: ${says}`, 200);
}
