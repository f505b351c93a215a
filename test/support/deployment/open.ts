import { join } from 'node:path';
import { EC2 } from '@aws-sdk/client-ec2';
import * as z from 'zod';
import { emulatorSources } from '../canary/emulator-sources.ts';
import { scan } from '../canary/scan.ts';
import type { Deployment, Models } from '../target.ts';
import { EmulatedAws } from './aws.ts';
import { openPage } from './browser.ts';
import { callApi, callStream } from './calls.ts';
import { EmulatedPeople } from './people.ts';
import type { SharedDeployment } from './shared.ts';

/** The parts of the deployment that the tests share. */
export function openShared(deployment: SharedDeployment): Deployment {
  const aws = new EmulatedAws(deployment);
  return {
    kind: 'emulator',
    playedBy: {
      stream: 'the local edge',
      browser: 'the local edge',
      models: 'the model double',
      vmHost: 'the VM host',
      mailbox: 'the emulator',
    },
    parts: {
      aws,
      api: (line, call) => callApi(deployment, line, call),
      stream: (line, call) => callStream(deployment, line, call),
      browser: (as) => openPage(deployment, as),
      people: new EmulatedPeople(deployment),
      models: modelsAt(deployment.models),
      vmHost: { isRunning: (instanceId) => isRunning(aws, instanceId) },
      mailbox: (address) => mailTo(deployment.emulator, address),
      scan: (canaries, without = []) => {
        const folders = [join(deployment.folder, 'emulator')];
        const sources = emulatorSources({ endpoint: deployment.emulator, folders });
        return scan(
          sources.filter(({ name }) => !without.includes(name)),
          canaries,
        );
      },
    },
  };
}

const streamsAnswer = z.object({
  streams: z.array(z.custom<Awaited<ReturnType<Models['calls']>>[number]>()),
});
const capturesAnswer = z.object({
  captures: z.array(z.custom<Awaited<ReturnType<Models['captures']>>[number]>()),
});

function modelsAt(url: string): Models {
  const act = async (line: string, body?: unknown): Promise<unknown> => {
    const [method = 'GET', path = ''] = line.split(' ');
    const answer = await fetch(`${url}/_models${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the model double answered ${answer.status} to ${line}`);
    return answer.json();
  };
  return {
    calls: async () => streamsAnswer.parse(await act('GET /streams')).streams,
    captures: async () => capturesAnswer.parse(await act('GET /captures')).captures,
    act,
  };
}

async function isRunning(aws: EmulatedAws, instanceId: string): Promise<boolean> {
  const found = await aws.client(EC2).describeInstances({ InstanceIds: [instanceId] });
  return found.Reservations?.[0]?.Instances?.[0]?.State?.Name === 'running';
}

const mailbox = z.object({
  messages: z.array(
    z.looseObject({
      Destination: z.looseObject({ ToAddresses: z.array(z.string()).default([]) }).optional(),
      Subject: z.string().optional(),
      Body: z.unknown(),
    }),
  ),
});

/** What the emulator would have sent. */
async function mailTo(emulator: string, address: string): Promise<{ subject: string; text: string }[]> {
  const answer = await fetch(`${emulator}/_ministack/ses/messages`);
  const { messages } = mailbox.parse(await answer.json());
  return messages
    .filter(({ Destination }) => Destination?.ToAddresses.includes(address))
    .map(({ Subject, Body }) => ({ subject: Subject ?? '', text: JSON.stringify(Body) }));
}
