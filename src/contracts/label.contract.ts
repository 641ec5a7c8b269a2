import { z } from 'zod';
import { labelName, labelValue, longestLabelValue, mostLabels } from '../engine/model/labels.js';
import { many, scalars } from './kit/schema.js';

const Name = z
  .string()
  .regex(labelName, 'expected a name of letters, digits, dots, slashes, hyphens and underscores');
const Value = z
  .string()
  .max(longestLabelValue)
  .regex(labelValue, 'expected a text without control characters');
const isBounded = (labels: object) => Object.keys(labels).length <= mostLabels;
const tooMany = `expected at most ${mostLabels} labels`;

/** Names to values. */
export const Labels = z.record(Name, Value).refine(isBounded, tooMany);
scalars.add(Labels, {
  scalar: 'JSON',
  json: { type: 'object', additionalProperties: { type: 'string', maxLength: longestLabelValue } },
});

/** Names to values; null: the label is taken away. */
export const LabelChanges = z.record(Name, Value.nullable()).refine(isBounded, tooMany);
scalars.add(LabelChanges, {
  scalar: 'JSON',
  json: { type: 'object', additionalProperties: { type: ['string', 'null'], maxLength: longestLabelValue } },
});

const bounds = `[A-Za-z0-9][A-Za-z0-9._/-]{0,127}`;
const longestPair = 129 + longestLabelValue;

/** `?label=environment=prod&label=owner=payments`. */
export const LabelPairs = many(
  z
    .string()
    .max(longestPair)
    .regex(new RegExp(`^${bounds}=[^\\p{Cc}\\p{Cs}]*$`, 'u'), 'expected name=value'),
);
/** `name=value`, or a name alone: with any value. */
export const LabelMatch = z
  .string()
  .max(longestPair)
  .regex(new RegExp(`^${bounds}(=[^\\p{Cc}\\p{Cs}]*)?$`, 'u'), 'expected name=value, or a name');
export const LabelMatches = many(LabelMatch);

/** The value of a label that has a field of its own. */
export const LabelField = Value.min(1);
