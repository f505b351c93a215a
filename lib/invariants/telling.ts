import type { Invariant } from './invariant.ts';
import { fields, leadsTo, listOf, type Reading } from './reading.ts';

const ofType = (readings: readonly Reading[], type: string) => readings.filter((one) => one.type === type);

const failuresAreTold: Invariant = {
  name: 'failures-are-told',
  says: 'Where a scheduled function fails, an alarm tells the operator.',
  breaches: (readings) => {
    const watched = ofType(readings, 'AWS::CloudWatch::Alarm').map(
      ({ properties }) => properties['MetricName'],
    );
    const counts = ofType(readings, 'AWS::Logs::MetricFilter').filter(
      ({ properties }) =>
        String(properties['FilterPattern']).includes('$.record.status') &&
        listOf(properties['MetricTransformations']).some((one) =>
          watched.includes(fields(one)['MetricName']),
        ),
    );
    const schedules = ofType(readings, 'AWS::Events::Rule').map(({ properties }) => properties['Targets']);
    return ofType(readings, 'AWS::Lambda::Function')
      .filter((at) => schedules.some((targets) => leadsTo(targets, at)))
      .filter(({ properties }) => {
        const group = fields(properties['LoggingConfig'])['LogGroup'];
        return !counts.some((count) => count.properties['LogGroupName'] === group);
      })
      .map((at) => ({ at, how: 'its failures are not counted, or no alarm watches the count' }));
  },
};

const workflowsAreTold: Invariant = {
  name: 'workflows-are-told',
  says: 'Where an execution of a workflow fails, runs out of time or is ended, the operator is told.',
  breaches: (readings) => {
    const topics = ofType(readings, 'AWS::SNS::Topic');
    const rules = ofType(readings, 'AWS::Events::Rule').filter(({ properties }) =>
      topics.some((topic) => leadsTo(properties['Targets'], topic)),
    );
    return ofType(readings, 'AWS::StepFunctions::StateMachine').flatMap((at) => {
      const statuses = rules
        .map(({ properties }) => fields(fields(properties['EventPattern'])['detail']))
        .filter((detail) => leadsTo(detail['stateMachineArn'], at))
        .flatMap((detail) => listOf(detail['status']));
      return ['FAILED', 'TIMED_OUT', 'ABORTED']
        .filter((status) => !statuses.includes(status))
        .map((status) => ({ at, how: `nobody is told of ${status}` }));
    });
  },
};

const streamsAreWatched: Invariant = {
  name: 'streams-are-watched',
  says: 'Where a function falls behind its stream, an alarm tells the operator.',
  breaches: (readings) => {
    const ages = ofType(readings, 'AWS::CloudWatch::Alarm').filter(
      ({ properties }) => properties['MetricName'] === 'IteratorAge',
    );
    const sources = ofType(readings, 'AWS::Lambda::EventSourceMapping');
    return ofType(readings, 'AWS::Lambda::Function')
      .filter((at) => sources.some(({ properties }) => leadsTo(properties['FunctionName'], at)))
      .filter((at) => !ages.some(({ properties }) => leadsTo(properties['Dimensions'], at)))
      .map((at) => ({ at, how: 'no alarm on the age of its records' }));
  },
};

const customResourcesEnd: Invariant = {
  name: 'custom-resources-end',
  says: 'A deployment waits for a function of ours as long as it may take, and no hour.',
  breaches: (readings) =>
    readings
      .filter(({ type }) => type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::'))
      .filter(({ properties }) => properties['ServiceTimeout'] === undefined)
      .map((at) => ({ at, how: 'no ServiceTimeout' })),
};

/** What keeps work from standing still unseen. */
export const telling: readonly Invariant[] = [
  failuresAreTold,
  workflowsAreTold,
  streamsAreWatched,
  customResourcesEnd,
];
