import { describe, expect, it } from 'vitest';
import {
  actionGaps,
  behaviourGaps,
  conditionGaps,
  isUnevaluated,
  isUnsupported,
  propertyGaps,
  resourceGaps,
} from '../../../local/emulator-gaps.ts';

describe('what the emulator lacks', () => {
  it('is found by resource type', () => {
    expect(isUnsupported('AWS::EC2::NatGateway')).toBe(true);
    expect(isUnsupported('AWS::DynamoDB::Table')).toBe(false);
  });

  it('is found by condition key, whatever the rest of a key with a name in it', () => {
    expect(isUnevaluated('kms:EncryptionContext:userId')).toBe(true);
    expect(isUnevaluated('dynamodb:LeadingKeys')).toBe(true);
    expect(isUnevaluated('aws:userid')).toBe(false);
    expect(isUnevaluated('aws:SourceVpceX')).toBe(false);
  });

  it('names each thing once and gives every one a reason', () => {
    const names = [
      ...resourceGaps.map((gap) => gap.type),
      ...propertyGaps.map((gap) => `${gap.type}.${gap.property}`),
      ...conditionGaps.map((gap) => gap.key),
      ...actionGaps.map((gap) => gap.action),
      ...behaviourGaps.map((gap) => `${gap.service}: ${gap.what}`),
    ];
    expect(new Set(names).size).toBe(names.length);
    const all = [...resourceGaps, ...propertyGaps, ...conditionGaps, ...actionGaps, ...behaviourGaps];
    for (const gap of all) expect(gap.reason).not.toBe('');
  });
});
