import { tokenQuotas } from '../recordings.ts';
import { ec2, list } from '../wire.ts';
import { byCode, type Case, empty, id } from './case.ts';

export const quotasAmiss: readonly Case[] = [
  [
    'quotas',
    'functions at once',
    { 'lambda GET /2016-08-19/account-settings': { body: { AccountLimit: { ConcurrentExecutions: 10 } } } },
    'bad',
    /^10$/,
    /service-code lambda --quota-code L-B99A9384 --desired-value 1000/,
  ],
  [
    'quotas',
    'vCPUs of standard instances',
    byCode('L-1216C47A', 1),
    'bad',
    /^1; this profile takes 2/,
    /quota-code L-1216C47A/,
  ],
  ['quotas', 'vCPUs of standard instances', byCode('L-1216C47A', 8), 'warns', /^8$/, /desired-value 32/],
  [
    'quotas',
    'elastic IP addresses',
    {
      ...empty,
      ...byCode('L-0263D0A3', 5),
      'ec2 DescribeAddresses': ec2('DescribeAddresses', list('addressesSet', ['', '', ''], 'item')),
    },
    'bad',
    /5, of which 3 are taken; this profile takes 3/,
    /desired-value 6/,
  ],
  [
    'quotas',
    'VPCs',
    { ...empty, ...byCode('L-F678F1CE', 2) },
    'bad',
    /2, of which 1 are taken; this profile takes 2/,
    /quota-code L-F678F1CE/,
  ],
  ['quotas', 'interface endpoints of a VPC', byCode('L-29B6F2EB', 1), 'bad', /^1;/, /quota-code L-29B6F2EB/],
  [
    'quotas',
    'requests a second of all APIs',
    byCode('L-8A5B8E43', 500),
    'warns',
    /^500$/,
    /quota-code L-8A5B8E43/,
  ],
  [
    'quotas',
    `tokens a minute of ${id}`,
    { 'servicequotas ListServiceQuotas': tokenQuotas(0) },
    'bad',
    /^0: every call is refused/,
    /Service Quotas/,
  ],
  [
    'quotas',
    `tokens a minute of ${id}`,
    { 'servicequotas ListServiceQuotas': tokenQuotas(4_000) },
    'warns',
    /less than one conversation/,
    /ask for more/,
  ],
  [
    'quotas',
    `tokens a minute of ${id}`,
    { 'servicequotas ListServiceQuotas': { body: { Quotas: [] } } },
    'warns',
    /no quota is named after/,
    /Look at it/,
  ],
];
