import { describe, expect, it } from 'vitest';
import { parseTemplate, readableTemplate } from '../../support/evidence/template.ts';

const body = (resources: unknown) => parseTemplate(JSON.stringify({ Resources: { One: resources } }));

const read = (value: unknown, exports = new Map()) =>
  readableTemplate('api', 'eu-central-1', body({ Type: 'X', Properties: { value } }), exports).resources[0]
    ?.properties['value'];

describe('a readable template', () => {
  it('writes references out with the stack they lead to', () => {
    expect(read({ Ref: 'Table' })).toBe('<api.Table>');
    expect(read({ 'Fn::GetAtt': ['Table', 'Arn'] })).toBe('<api.Table.Arn>');
    expect(
      read({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'B' }, '/*']] }),
    ).toBe('arn:<AWS::Partition>:s3:::<api.B>/*');
  });

  it('follows an import to the stack that exports it', () => {
    const exports = new Map([
      ['data:TableArn', { stack: 'data', value: { 'Fn::GetAtt': ['Table', 'Arn'] } }],
    ]);
    expect(read({ 'Fn::ImportValue': 'data:TableArn' }, exports)).toBe('<data.Table.Arn>');
  });

  it('leaves out what is no value', () => {
    expect(read(['a', { Ref: 'AWS::NoValue' }])).toEqual(['a']);
  });

  it('leaves plain values alone', () => {
    expect(read({ a: [1, { b: true }], Ref: 'x' })).toEqual({ a: [1, { b: true }], Ref: 'x' });
  });
});
