import { formatMoney, type Pico } from '../../shared/domain/base/money.ts';
import { BRIDGE_PARTS } from '../../shared/domain/evaluation/cause/bridge.ts';
import type { Cause, CausePart, Pattern, SmallestSet } from '../../shared/domain/evaluation/cause/facts.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import { bridgeWords } from '../../shared/domain/notification/bridge-words.ts';
import { patternFactText, patternName } from '../../shared/domain/notification/pattern-words.ts';
import { modelSwitchText, priceChangeText } from '../../shared/domain/notification/switch-words.ts';
import { shareText, tokenWords } from '../../shared/domain/notification/words.ts';
import { type Io, literal, styleOf } from './io.ts';
import { textTable } from './table.ts';

/** Why it costs more, in full: the bridge, the fewest things that explain it, and every pattern with all its numbers. */
export function causeParts({ cause, currency }: Finding, io: Io): readonly string[] {
  if (cause === undefined) return [];
  return [
    bridgeTable(cause, currency, io),
    ...setText(cause.explained, currency, io),
    ...changes(cause, currency, io),
    ...cause.patterns.map((pattern) => patternText(pattern, cause, currency, io)),
  ];
}

function bridgeTable({ bridge, kind }: Cause, currency: string, io: Io): string {
  const rows = BRIDGE_PARTS.filter((part) => part === 'price' || bridge[part] !== 0n).map((part) => [
    bridgeWords(part),
    signed(bridge[part], currency),
    shareOf(bridge[part], bridge.total),
  ]);
  const table = textTable(
    [
      { title: 'part', whole: true },
      { title: 'amount', align: 'right' },
      { title: 'of it', align: 'right' },
    ],
    [...rows, ['all', signed(bridge.total, currency), '']],
    io.width,
  );
  return `${styleOf(io).bold('Why it rose')} (${SHAPES[kind]}, against the usual of these hours)\n${table.trimEnd()}`;
}

const SHAPES: Readonly<Record<Cause['kind'], string>> = {
  spike: 'a jump',
  step: 'a new level',
  creep: 'a slow climb',
};

function setText(set: SmallestSet, currency: string, io: Io): readonly string[] {
  const { level, parts, rest, less, lessTotal } = set;
  if (parts.length === 0 && rest.count === 0) return [];
  const named = parts.map((part) => `  ${nameOf(part)}  ${signed(part.rise, currency)}  ${part.percent} %`);
  const others =
    rest.count === 0 ? [] : [`  ${rest.count} more  ${signed(rest.rise, currency)}  ${rest.percent} %`];
  const fell = less.map((part) => `  less ${nameOf(part)}  ${signed(part.rise, currency)}`);
  const unnamed = lessTotal - less.reduce((sum, { rise }) => sum + rise, 0n);
  const rested = unnamed === 0n ? [] : [`  less others  ${signed(unnamed, currency)}`];
  return [
    `${styleOf(io).bold('The fewest things that explain it')} (${LEVELS[level]})\n${[...named, ...others, ...fell, ...rested].join('\n')}`,
  ];
}

const LEVELS: Readonly<Record<SmallestSet['level'], string>> = {
  team: 'many callers rose: the team speaks',
  principal: 'by caller',
  model: 'by caller and model',
  'token-kind': 'by caller, model and token kind',
};

const nameOf = ({ principal, model, tokenKind }: CausePart): string =>
  [principal, model, tokenKind === undefined ? undefined : tokenWords(tokenKind)]
    .filter((part) => part !== undefined)
    .map(literal)
    .join(' · ');

function changes({ priceChange, modelSwitch }: Cause, currency: string, io: Io): readonly string[] {
  return [
    ...(priceChange === undefined
      ? []
      : [`${styleOf(io).bold('New price')}\n  ${literal(priceChangeText(priceChange, currency))}`]),
    ...(modelSwitch === undefined
      ? []
      : [`${styleOf(io).bold('Other model')}\n  ${literal(modelSwitchText(modelSwitch, currency))}`]),
  ];
}

function patternText(pattern: Pattern, cause: Cause, currency: string, io: Io): string {
  const facts = pattern.facts.map((fact) => `  ${patternFactText(fact, currency)}`);
  const against = pattern.against.map((clause) => `  against it: ${clause}`);
  const name = literal(patternName(pattern, cause));
  return `${styleOf(io).bold('Pattern')}: ${name}\n${[...facts, ...against].join('\n')}`;
}

const signed = (amount: Pico, currency: string): string =>
  `${amount < 0n ? '' : '+'}${formatMoney(amount, currency)}`;

const shareOf = (part: Pico, total: Pico): string =>
  total <= 0n || part === 0n ? '' : shareText(Number((part * 10_000n) / total) / 10_000);
