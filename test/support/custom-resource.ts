import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { listen } from '../../local/doubles/listen.ts';
import { at } from './evidence/template.ts';

/** Has a custom resource invoked as CloudFormation does, and gives the status that it is told. */
export async function tellCustomResource(
  invoke: (event: unknown) => Promise<unknown>,
  ResourceProperties: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const cloudFormation = createServer();
  try {
    const port = await listen(cloudFormation, 0);
    const told = once(cloudFormation, 'request').then(async ([request, response]) => {
      const said: unknown = await json(request);
      response.end();
      return at(said, 'Status');
    });
    const asked = {
      RequestType: 'Update',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Told',
    };
    await invoke({ ...asked, ResponseURL: `http://127.0.0.1:${port}/`, ResourceProperties });
    return await told;
  } finally {
    cloudFormation.closeAllConnections();
    cloudFormation.close();
  }
}
