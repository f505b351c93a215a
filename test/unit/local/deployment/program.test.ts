import { describe, expect, it } from 'vitest';
import { lastWords, runToEnd } from '../../../../local/deployment/program.ts';

describe('a program that the set-up runs', () => {
  it('is quiet when it goes well', async () => {
    await expect(runToEnd('It', ['-e', 'console.log(1)'])).resolves.toBeUndefined();
  });

  it('says what it said when it fails', async () => {
    const failing = runToEnd('It', ['-e', 'console.error("why"); process.exit(3)']);
    await expect(failing).rejects.toThrow('It failed:\nwhy');
  });

  it('gets none of the developer’s settings', async () => {
    process.env['AWS_PROFILE'] = 'own';
    await expect(
      runToEnd('It', ['-e', 'process.exit(process.env.AWS_PROFILE ? 1 : 0)']),
    ).resolves.toBeUndefined();
  });

  it('is quoted without the events of resources that went well', () => {
    const said = [
      'data | 1/3 | 10:00:00 AM | CREATE_COMPLETE      | AWS::S3::Bucket | B',
      'data | 2/3 | 10:00:01 AM | CREATE_FAILED        | AWS::EC2::EIP   | E Unsupported resource type',
      '',
      'data | 2/3 | 10:00:01 AM | UPDATE_COMPLETE_CLEANUP_IN_PROGRESS | AWS::CloudFormation::Stack | data',
    ].join('\n');
    expect(lastWords(said).split('\n')).toEqual([expect.stringContaining('CREATE_FAILED')]);
  });
});
