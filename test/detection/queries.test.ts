import { queryNames, readColumns, readQuery } from '../../src/detection/queries';
import { bindQuery, workspaceSchema } from '../../src/local/kql';

const lets = `let since = datetime(2026-01-01); let watermark = datetime(2026-01-01); let cutoff = datetime(2026-01-02);
let principals = dynamic(["a"]); let addresses = dynamic(["b"]);
`;

test.each(queryNames)('%s binds and gives the declared columns', (name) => {
  const bound = bindQuery(lets + readQuery(name), workspaceSchema);
  expect(bound.columns.map(({ name: column, type }) => ({ name: column, type }))).toEqual(readColumns(name));
});
