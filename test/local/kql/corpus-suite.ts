import { corpusFolder, judge, readCorpus } from './corpus';
import knownDifferences from './known-differences.json';

export function describeCorpus(): void {
  const folder = corpusFolder();
  if (folder === undefined) {
    process.stderr.write(
      '\nSKIPPED: the recorded KQL corpus is not beside the repository; KQL_CORPUS may name its folder.\n',
    );
    it.skip('is not on this machine', () => undefined);
    return;
  }

  it('agrees with the recorded results, apart from the known differences', () => {
    const verdicts = readCorpus('cases.jsonl').map((each) => ({ id: each.id, verdict: judge(each) }));
    const differing = verdicts.filter(({ verdict }) => verdict === 'differs').map(({ id }) => id);
    const agreeing = verdicts.filter(({ verdict }) => verdict === 'agrees').length;
    const accepted = agreeing + differing.length;
    expect(differing.sort()).toEqual([...knownDifferences].sort());
    expect(agreeing / accepted).toBeGreaterThanOrEqual(0.98);
    expect(accepted / verdicts.length).toBeGreaterThanOrEqual(0.6);
    expect(verdicts.filter(({ verdict }) => verdict === 'refused')).toEqual([]);
  });

  it('refuses what the service refuses', () => {
    const accepted = readCorpus('rejected.jsonl').filter(({ kql, id }) => isAccepted({ kql, id }));
    expect(accepted.map(({ id }) => id)).toEqual([]);
  });
}

/** Without recorded rows, any result at all counts as accepted. */
function isAccepted({ kql, id }: { kql: string; id: string }): boolean {
  const verdict = judge({ id, kql, columns: [], rows: [] });
  return verdict === 'agrees' || verdict === 'differs';
}
