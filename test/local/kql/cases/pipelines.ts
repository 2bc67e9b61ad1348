import { type KqlCase, overConnects } from './case';

export const pipelineCases: readonly KqlCase[] = [
  overConnects('where keeps what is true', ' | where Vm == "vm1" and Port != 0 | project Caller', [
    ['eve@contoso.com'],
  ]),
  overConnects('where on a null keeps the row with !=', ' | where Port != 0 | count', [[2]], 'Count:long'),
  overConnects(
    'extend replaces and appends',
    ' | take 1 | extend Port = Port + 5, Day = startofday(At) | project Port, Day',
    [[5, '2026-03-01T00:00:00.0000000Z']],
  ),
  overConnects(
    'project renames and computes',
    ' | take 1 | project Who = Caller, strlen(Vm)',
    [['rob@contoso.com', 3]],
    'Who:string strlen_Vm:long',
  ),
  overConnects(
    'project-away, -keep, -rename, -reorder',
    ' | take 1 | project-away Minutes, Port | project-rename Address = Ip | project-keep Vm, Address | project-reorder Address',
    [['198.51.100.7', 'vm1']],
    'Address:string Vm:string',
  ),
  overConnects('sort puts nulls last when descending', ' | sort by Minutes | project Vm, Minutes', [
    ['vm2', 7],
    ['vm1', 2.5],
    ['vm3', 1],
    ['vm1', null],
  ]),
  overConnects('sort puts nulls first when ascending', ' | order by Minutes asc | project Minutes', [
    [null],
    [1],
    [2.5],
    [7],
  ]),
  overConnects('nulls where asked', ' | order by Minutes asc nulls last | project Minutes', [[1], [2.5], [7], [null]]),
  overConnects('top', ' | top 2 by At | project Vm', [['vm3'], ['vm1']]),
  overConnects('distinct', ' | distinct Caller', [['rob@contoso.com'], ['eve@contoso.com'], ['']]),
  overConnects(
    'serialize, row_number, prev, next',
    ' | sort by At asc | extend N = row_number(), Before = prev(Vm), After = next(Vm, 1, "end") | project N, Before, After',
    [
      [1, '', 'vm2'],
      [2, 'vm1', 'vm1'],
      [3, 'vm2', 'vm3'],
      [4, 'vm1', 'end'],
    ],
  ),
  overConnects(
    'row_number restarts',
    ' | sort by Caller asc, At asc | extend N = row_number(1, Caller != prev(Caller)) | project Caller, N',
    [
      ['', 1],
      ['eve@contoso.com', 1],
      ['rob@contoso.com', 1],
      ['rob@contoso.com', 2],
    ],
  ),
  overConnects(
    'mv-expand drops empty lists and keeps null',
    ' | take 3 | extend L = case(Vm == "vm2", dynamic([]), Caller startswith "eve", dynamic(null), dynamic(["a", "b"])) | mv-expand L to typeof(string) | project Vm, L',
    [
      ['vm1', 'a'],
      ['vm1', 'b'],
      ['vm1', ''],
    ],
  ),
  overConnects(
    'mv-expand of two lists goes in step',
    ' | take 1 | extend A = dynamic([1, 2]), B = dynamic(["x"]) | mv-expand with_itemindex=I A to typeof(long), B to typeof(string) | project I, A, B',
    [
      [0, 1, 'x'],
      [1, 2, ''],
    ],
  ),
  overConnects(
    'mv-apply',
    ' | take 2 | extend L = dynamic([3, 1, 2]) | mv-apply X = L to typeof(long) on (where X > 1 | summarize S = sum(X)) | project Vm, S',
    [
      ['vm1', 5],
      ['vm2', 5],
    ],
  ),
  overConnects(
    'parse',
    ' | take 1 | extend T = "user=rob port=12 end" | parse T with * "user=" U:string " port=" P:long " " * | project U, P',
    [['rob', 12]],
  ),
  overConnects(
    'parse-where drops what does not fit',
    ' | extend T = strcat("vm", Port) | parse-where T with "vm" P:int | project P',
    [[0], [0], [1]],
  ),
  overConnects(
    'as names the rows for later',
    ' | as All | where Port == 1 | join kind=inner (All | project Vm, Caller) on Vm | count',
    [[2]],
  ),
  overConnects('render changes nothing', ' | count | render table', [[4]]),
  overConnects('getschema', ' | project At, Port | getschema', [
    ['At', 0, 'System.DateTime', 'datetime'],
    ['Port', 1, 'System.Int32', 'int'],
  ]),
  {
    name: 'range of times',
    query: 'range T from datetime(2026-03-01) to datetime(2026-03-03) step 1d',
    rows: [['2026-03-01T00:00:00.0000000Z'], ['2026-03-02T00:00:00.0000000Z'], ['2026-03-03T00:00:00.0000000Z']],
    columns: 'T:datetime',
  },
  {
    name: 'let: a value, a table, functions of both kinds',
    query:
      'let limit = 2; let T = range x from 1 to 5 step 1; let twice = (n: long, factor: long = 2) { n * factor }; let small = (t: (x: long), most: long) { t | where x <= most }; small(T, limit) | extend y = twice(x), z = twice(x, 10)',
    rows: [
      [1, 2, 10],
      [2, 4, 20],
    ],
  },
  {
    name: 'toscalar',
    query: 'let most = toscalar(range x from 1 to 5 step 1 | summarize max(x)); print most',
    rows: [[5]],
  },
  {
    name: 'in over the column of a table',
    query: 'let wanted = datatable(v: string)["b"]; datatable(v: string)["a", "b"] | where v in (wanted)',
    rows: [['b']],
  },
];
