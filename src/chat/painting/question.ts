import type { Alert } from '../../alerts/alert';
import type { Inquiry } from '../../alerts/inquiry';
import type { Card } from '../ports';
import { plain } from '../words/escape';
import { inquiryWords } from '../words/inquiries';
import { questionHeadline, questionLines } from '../words/question';
import { type CardAction, execute } from './actions';
import { type CardInput, textInput } from './inputs';
import { run, runs } from './runs';
import { expand } from './template';

/** What somebody gets who is asked about an alert: in their personal chat, without what would tell an attacker how they were found. */
export interface QuestionState {
  readonly alert: Alert;
  readonly inquiry: Inquiry;
}

/** The card of one question, for the one person it was put to. Verb `answer`, input `sentence`, item `yes`, `no` or `words`. Pure. */
export function paintQuestion(state: QuestionState): Card {
  const { inquiry } = state;
  const open = inquiry.answer === undefined;
  return expand('question', {
    summary: questionSummary(state),
    style: open ? 'warning' : inquiry.answer.says === 'no' ? 'attention' : 'good',
    headline: runs(questionHeadline(state)),
    lines: questionLines(state).map((fact) => ({ inlines: [run(fact)] })),
    inputs: open ? [sentenceFor(inquiry)] : [],
    actions: open ? answers(inquiry) : [],
  });
}

/** What the lock screen shows. */
export function questionSummary({ alert, inquiry }: QuestionState): string {
  return plain(inquiryWords.summary(inquiry, alert), 200);
}

function sentenceFor({ kind }: Inquiry): CardInput {
  return kind === 'consult'
    ? textInput({ id: 'sentence', label: 'Your answer', required: 'The answer is empty.', lines: true })
    : textInput({
        id: 'sentence',
        label: 'If yes: what were you doing?',
        required: 'A yes needs a reason: what were you doing?',
        lines: true,
      });
}

function answers({ id, kind, to }: Inquiry): readonly CardAction[] {
  if (kind === 'consult') return [execute('answer', 'Answer', { subject: id, item: 'words' }, { style: 'positive' })];
  const [yes, no] = to.asOwner ? ['Yes, it was us', 'No, not us'] : ['Yes, it was me', 'No, not me'];
  return [
    execute('answer', yes, { subject: id, item: 'yes' }),
    // A call for help must not wait for a sentence: the input is not asked for.
    execute('answer', no, { subject: id, item: 'no' }, { style: 'destructive', inputs: false }),
  ];
}
