import { App, Aspects } from 'aws-cdk-lib';
import { synthesizeCloister } from '../lib/cloister.ts';
import { BufferStreams } from '../lib/config/buffer-streams.ts';
import { readDeployment } from '../lib/config/deployment.ts';
import { EvaluablePolicies } from '../lib/config/evaluable-policies.ts';
import { LeaveOut } from '../lib/config/leave-out.ts';
import { PlainTransport } from '../lib/config/plain-transport.ts';
import { isUnevaluated, isUnresolved, isUnsupported } from '../local/emulator-gaps.ts';

const app = new App();
const context = (name: string): unknown => app.node.tryGetContext(name);
const deployment = readDeployment({
  profile: context('profile'),
  stage: context('stage'),
  settings: context('settings'),
  origin: context('origin'),
  bundling: context('bundling'),
});
synthesizeCloister(app, deployment);
if (deployment.stage === 'local') {
  Aspects.of(app).add(new LeaveOut(isUnsupported));
  Aspects.of(app).add(new BufferStreams());
  Aspects.of(app).add(new PlainTransport());
  Aspects.of(app).add(new EvaluablePolicies({ ofCondition: isUnevaluated, ofResource: isUnresolved }));
}
app.synth();
