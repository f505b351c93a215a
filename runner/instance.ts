import { MetadataService } from '@aws-sdk/ec2-metadata-service';

/** What a machine knows of itself; it holds no secret, credentials come from its role. */
export interface Instance {
  readonly machineId: string;
  /** Base address of the machines' private API. */
  readonly api: string;
  readonly queueUrl: string;
  readonly region: string;
}

/** Reads the facts that the launch put into this instance's tags. A tag that is not there yet is an error: try again. */
export async function readInstance(
  metadata = new MetadataService({ ec2MetadataV1Disabled: true, httpOptions: { timeout: 2000 } }),
): Promise<Instance> {
  const read = (path: string): Promise<string> => metadata.request(`/latest/meta-data/${path}`, {});
  const [machineId, api, queueUrl, region] = await Promise.all([
    read('tags/instance/cloister:machine'),
    read('tags/instance/cloister:api'),
    read('tags/instance/cloister:queue'),
    read('placement/region'),
  ]);
  return { machineId, api: api.replace(/\/$/, ''), queueUrl, region };
}
