import { type KqlCase, overConnects } from './case';

export const aggregateCases: readonly KqlCase[] = [
  overConnects(
    'count and dcount by',
    ' | summarize count(), dcount(Vm) by Caller',
    [
      ['rob@contoso.com', 2, 2],
      ['eve@contoso.com', 1, 1],
      ['', 1, 1],
    ],
    'Caller:string count_:long dcount_Vm:long',
  ),
  overConnects(
    'sum, avg, min, max leave nulls out',
    ' | summarize sum(Minutes), avg(Minutes), min(Minutes), max(Minutes)',
    [[10.5, 3.5, 1, 7]],
  ),
  overConnects(
    'over nothing: sum is 0, avg NaN, min null',
    ' | where false | summarize count(), sum(Port), avg(Port), min(Port), make_list(Vm), take_any(Vm)',
    [[0, 0, 'NaN', null, '[]', '']],
  ),
  overConnects('over nothing with groups: no row', ' | where false | summarize count() by Vm', []),
  overConnects(
    'countif, sumif, maxif, dcountif',
    ' | summarize countif(Port == 0), sumif(Minutes, Port == 0), maxif(At, Vm == "vm1"), dcountif(Vm, Port == 0)',
    [[2, 9.5, '2026-03-02T23:15:00.0000000Z', 2]],
  ),
  overConnects(
    'arg_max and arg_min',
    ' | summarize arg_max(At, Vm, Ip), First = arg_min(At, *) by Caller | where Caller startswith "rob" | project At, Vm, First, Vm1',
    [['2026-03-01T09:30:00.0000000Z', 'vm2', '2026-03-01T08:00:00.0000000Z', 'vm1']],
  ),
  overConnects(
    'arg_max with * names the rest',
    ' | summarize arg_max(At, *) by Vm | project-away Minutes | where Vm == "vm1"',
    [['vm1', '2026-03-02T23:15:00.0000000Z', 'eve@contoso.com', '203.0.113.9', 1]],
    'Vm:string At:datetime Caller:string Ip:string Port:int',
  ),
  overConnects(
    'make_list keeps order, make_set drops repeats',
    ' | summarize make_list(Vm), make_set(Vm), make_set_if(Ip, isnotempty(Ip)), make_list(Port)',
    [['["vm1","vm2","vm1","vm3"]', '["vm1","vm2","vm3"]', '["198.51.100.7","203.0.113.9"]', '[0,0,1]']],
  ),
  overConnects('make_bag', ' | where isnotempty(Caller) | summarize make_bag(bag_pack(Vm, Port))', [
    ['{"vm1":0,"vm2":0}'],
  ]),
  overConnects(
    'take_anyif looks for one that fits',
    ' | summarize take_anyif(Ip, Ip startswith "203"), take_any(Caller)',
    [['203.0.113.9', 'rob@contoso.com']],
  ),
  overConnects(
    'an expression over aggregates',
    ' | summarize Share = round(100.0 * countif(Port == 0) / count(), 1), tostring(make_set(Port))',
    [[50, '[0,1]']],
  ),
  overConnects(
    'by an expression with bin',
    ' | summarize N = count() by bin(At, 1d), Known = isnotempty(Caller) | order by At asc',
    [
      ['2026-03-01T00:00:00.0000000Z', true, 2],
      ['2026-03-02T00:00:00.0000000Z', true, 1],
      ['2026-03-03T00:00:00.0000000Z', false, 1],
    ],
    'At:datetime Known:bool N:long',
  ),
  overConnects('null is a group of its own', ' | summarize count() by Port | order by Port asc', [
    [null, 1],
    [0, 2],
    [1, 1],
  ]),
  overConnects('by alone is distinct', ' | summarize by Vm | order by Vm asc', [['vm1'], ['vm2'], ['vm3']]),
  overConnects('percentile and stdev', ' | summarize percentile(Minutes, 50), stdev(Port)', [
    [2.5, 0.5773502691896258],
  ]),
];
