import { systemClock } from '../../../src/core/clock';
import { alteredQueries } from './altered-queries';
import { compareShapes } from './compare';
import { canRender, openRenderer } from './renderer';

export interface TextReport {
  readonly inputs: number;
  /** Cards drawn by the official renderer; 0 where there is no browser. */
  readonly cards: number;
  readonly losses: readonly string[];
  readonly seconds: number;
}

export interface TextOrder {
  readonly inputs: number;
  readonly seed: string;
  readonly tell: (line: string) => void;
}

/** Hostile names and notes through the painters into the official renderer, and as parameters through the official KQL parser. */
export async function runTexts({ inputs, seed, tell }: TextOrder): Promise<TextReport> {
  const begun = systemClock.now();
  const losses = [...alteredQueries({ inputs, seed: Number(seed) })];
  tell(`  ${inputs} texts bound into queries, ${losses.length} losses`);
  if (canRender) losses.push(...(await drawn(inputs, Number(seed))));
  else tell('  SKIPPED: no Chromium, no card is drawn');
  return {
    inputs,
    cards: canRender ? inputs : 0,
    losses,
    seconds: Math.round((systemClock.now() - begun) / 1_000),
  };
}

async function drawn(inputs: number, seed: number): Promise<readonly string[]> {
  const renderer = await openRenderer();
  try {
    return await compareShapes(renderer, { inputs, cardsEach: 1, seed });
  } finally {
    await renderer.close();
  }
}
