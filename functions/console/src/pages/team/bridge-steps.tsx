import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { Amount, ChangeAmount } from '../../components/amount.tsx';
import { TableScroll } from '../../components/table-scroll.tsx';
import { approximate, picoOf, sumText } from '../../text/money.ts';
import { wordsOf } from '../../text/name.ts';

export type Bridge = AnswerOf<'bridge'>;

interface Step {
  readonly key: string;
  readonly words: string;
  readonly amount: string;
  readonly isTotal: boolean;
  /** USD where its bar begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** From before to after, one reason a row; the rows add up to the last one exactly, and are seen to. */
export function BridgeSteps({ bridge }: { readonly bridge: Bridge }) {
  const steps = stepsOf(bridge);
  const most = Math.max(...steps.flatMap(({ from, to }) => [from, to]), 0.01);
  const left =
    picoOf(sumText([bridge.before, ...bridge.parts.map(({ cost }) => cost)])) - picoOf(bridge.after);
  return (
    <>
      <TableScroll label="Steps from before to after">
        <table class="bridge">
          <caption class="hidden-text">What makes the difference between the two ranges</caption>
          <thead>
            <tr>
              <th scope="col">Why</th>
              <th scope="col" class="right">
                Amount
              </th>
              <th scope="col" class="wide-only">
                <span class="hidden-text">As a bar</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.key}>
                <th scope="row">
                  {wordsOf(step.key)}
                  {step.words === '' ? null : <span class="soft small bridge-why">{step.words}</span>}
                </th>
                <td class="right">
                  {step.isTotal ? (
                    <Amount value={step.amount} currency={bridge.currency} />
                  ) : (
                    <ChangeAmount value={step.amount} currency={bridge.currency} />
                  )}
                </td>
                <td class="wide-only bridge-bar">
                  <StepBar step={step} most={most} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p class="soft small">
        {noneOf(bridge)}
        {left === 0n
          ? 'Before and every part add up to after, to the last picodollar.'
          : `The parts leave ${sumText([bridge.after, ...bridge.parts.map(({ cost }) => negated(cost)), negated(bridge.before)])} ${bridge.currency} unexplained.`}
      </p>
    </>
  );
}

const isPart = ({ cost }: Bridge['parts'][number]): boolean => picoOf(cost) !== 0n;

const negated = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

function stepsOf({ before, after, parts }: Bridge): readonly Step[] {
  let at = approximate(before);
  const total = (key: string, amount: string): Step => ({
    ...{ key, words: '', amount, isTotal: true },
    ...{ from: 0, to: approximate(amount) },
  });
  const changes = parts.filter(isPart).map(({ part, words, cost }): Step => {
    const from = at;
    at += approximate(cost);
    return { key: part, words, amount: cost, isTotal: false, from, to: at };
  });
  return [total('before', before), ...changes, total('after', after)];
}

/** Reasons that there might have been. */
function noneOf({ parts }: Bridge): string {
  const none = parts.filter((part) => !isPart(part)).map(({ part }) => part);
  return none.length === 0 ? '' : `Nothing by ${none.join(', ')}. `;
}

const WIDTH = 300;

function StepBar({ step, most }: { readonly step: Step; readonly most: number }) {
  const [low, high] = [Math.min(step.from, step.to), Math.max(step.from, step.to)];
  const at = (value: number): number => (WIDTH * Math.max(0, value)) / most;
  const tone = step.isTotal ? 'total' : step.to >= step.from ? 'rise' : 'fall';
  return (
    <svg class="step-bar" viewBox={`0 0 ${WIDTH} 14`} preserveAspectRatio="none" aria-hidden="true">
      <rect class={tone} x={at(low)} y="1" width={Math.max(1.5, at(high) - at(low))} height="12" rx="1" />
    </svg>
  );
}
