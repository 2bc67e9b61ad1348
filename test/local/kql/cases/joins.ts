import type { KqlCase } from './case';

const sides = `let L = datatable(k: string, l: int)["a", 1, "b", 2, "b", 3, "c", 4];
let R = datatable(k: string, r: int)["b", 20, "b", 21, "d", 40];
`;

function join(kind: string, rows: KqlCase['rows'], columns: string): KqlCase {
  return {
    name: `join kind=${kind}`,
    query: `${sides}L | join kind=${kind} R on k | sort by *`.replace(' | sort by *', ''),
    rows,
    columns,
  };
}

const both = 'k:string l:int k1:string r:int';

export const joinCases: readonly KqlCase[] = [
  join(
    'inner',
    [
      ['b', 2, 'b', 20],
      ['b', 2, 'b', 21],
      ['b', 3, 'b', 20],
      ['b', 3, 'b', 21],
    ],
    both,
  ),
  join(
    'innerunique',
    [
      ['b', 2, 'b', 20],
      ['b', 2, 'b', 21],
    ],
    both,
  ),
  join(
    'leftouter',
    [
      ['a', 1, '', null],
      ['b', 2, 'b', 20],
      ['b', 2, 'b', 21],
      ['b', 3, 'b', 20],
      ['b', 3, 'b', 21],
      ['c', 4, '', null],
    ],
    both,
  ),
  join(
    'rightouter',
    [
      ['b', 2, 'b', 20],
      ['b', 2, 'b', 21],
      ['b', 3, 'b', 20],
      ['b', 3, 'b', 21],
      ['', null, 'd', 40],
    ],
    both,
  ),
  join(
    'leftsemi',
    [
      ['b', 2],
      ['b', 3],
    ],
    'k:string l:int',
  ),
  join(
    'leftanti',
    [
      ['a', 1],
      ['c', 4],
    ],
    'k:string l:int',
  ),
  join(
    'rightsemi',
    [
      ['b', 20],
      ['b', 21],
    ],
    'k:string r:int',
  ),
  join('rightanti', [['d', 40]], 'k:string r:int'),
  {
    name: 'fullouter keeps both sides',
    query: `${sides}L | join kind=fullouter R on k | summarize count(), countif(isempty(k)), countif(isempty(k1))`,
    rows: [[7, 1, 2]],
  },
  {
    name: 'a join on unlike names',
    query: `${sides}L | join kind=inner (R | project-rename key = k) on $left.k == $right.key | summarize count(), sum(r)`,
    rows: [[4, 82]],
  },
  {
    name: 'null keys meet',
    query: 'let A = datatable(x: int)[int(null)]; A | join kind=inner (A) on x | count',
    rows: [[1]],
  },
  {
    name: 'lookup leaves the key out',
    query: `${sides}L | lookup kind=leftouter (R | where r == 20) on k`,
    rows: [
      ['a', 1, null],
      ['b', 2, 20],
      ['b', 3, 20],
      ['c', 4, null],
    ],
    columns: 'k:string l:int r:int',
  },
  {
    name: 'union by name and type',
    query: 'union (print a = 1, b = "x"), (print a = "y", c = 2)',
    rows: [
      [1, '', 'x', null],
      [null, 'y', '', 2],
    ],
    columns: 'a_long:long a_string:string b:string c:long',
  },
  {
    name: 'union names its sources',
    query: 'let T = datatable(v: int)[1]; union withsource = Source kind = inner T, (datatable(v: int)[2] | as Other)',
    rows: [
      ['union_arg0', 1],
      ['Other', 2],
    ],
  },
  {
    name: 'a fuzzy union passes over tables that are not there',
    query: 'union isfuzzy = true (print v = 1), NoSuchTable',
    rows: [[1]],
  },
];
