import { describe, expect, it } from 'vitest';
import { tableSettings } from '../../../../local/deployment/table-settings.ts';

const table = (Properties: Record<string, unknown>, Type = 'AWS::DynamoDB::Table') => ({
  Resources: { T: { Type, Properties } },
});

describe('what a template says about a table', () => {
  it('is its expiry and how far back it can be restored', () => {
    const properties = {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 },
    };
    expect(tableSettings(table(properties))).toEqual([
      { logicalId: 'T', expiryAttribute: 'expiresAt', recoveryDays: 1 },
    ]);
  });

  it('is nothing where neither is switched on', () => {
    const properties = {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: false },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    };
    expect(tableSettings(table(properties))).toEqual([{ logicalId: 'T' }]);
    expect(tableSettings(table({}))).toEqual([{ logicalId: 'T' }]);
  });

  it('is in the first replica of a global table, with 35 days where it names none', () => {
    const Replicas = [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }];
    expect(tableSettings(table({ Replicas }, 'AWS::DynamoDB::GlobalTable'))).toEqual([
      { logicalId: 'T', recoveryDays: 35 },
    ]);
  });

  it('leaves other resources alone', () => {
    expect(tableSettings(table({}, 'AWS::S3::Bucket'))).toEqual([]);
    expect(tableSettings({})).toEqual([]);
  });
});
