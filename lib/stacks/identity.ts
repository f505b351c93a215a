import { Aws, CfnOutput, Duration, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { userPool } from '../../contracts/accounts/stores.ts';
import type { Deployment } from '../config/deployment.ts';
import { domainOf } from '../config/settings.ts';
import { classify } from '../constructs/personal-data-table.ts';

/** Who people are: address and password verifier, and nothing else is required (T12). */
export class IdentityStack extends Stack {
  readonly pool: cognito.UserPool;
  readonly signInClient: cognito.UserPoolClient;
  readonly signUpClient: cognito.UserPoolClient;
  readonly signInUrl: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly deployment: Deployment }) {
    super(scope, id, props);
    const { deployment } = props;
    this.pool = new cognito.UserPool(this, 'People', poolProps(deployment));
    classify(this.pool, userPool);
    // Unique in the Region and without meaning: the account's number would be published with it.
    const prefix = Fn.join('-', [
      'cloister',
      deployment.profile.id,
      deployment.stage,
      Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID)))),
    ]);
    const domain = this.pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: prefix },
      managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.signInUrl = deployment.signInUrl(domain.domainName);
    this.signInClient = this.addSignInClient(deployment.origin);
    this.signUpClient = this.addSignUpClient();
    // Without a style of the client, the managed login says that its pages are unavailable.
    new cognito.CfnManagedLoginBranding(this, 'SignInStyle', {
      userPoolId: this.pool.userPoolId,
      clientId: this.signInClient.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    new CfnOutput(this, 'UserPoolId', { value: this.pool.userPoolId });
    new CfnOutput(this, 'SignInClientId', { value: this.signInClient.userPoolClientId });
    new CfnOutput(this, 'SignUpClientId', { value: this.signUpClient.userPoolClientId });
    new CfnOutput(this, 'SignInUrl', { value: this.signInUrl });
  }

  private addSignInClient(origin: string): cognito.UserPoolClient {
    return this.pool.addClient('Console', {
      generateSecret: false,
      authFlows: onlyByThePages,
      writeAttributes: addressAlone,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls: [`${origin}/v1/sign-in/callback`],
        logoutUrls: [`${origin}/`],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.minutes(5),
      accessTokenValidity: Duration.minutes(5),
      refreshTokenValidity: Duration.hours(1),
    });
  }

  /** The console's sign-up form: it can sign up and confirm, and no flow lets it sign in. */
  private addSignUpClient(): cognito.UserPoolClient {
    return this.pool.addClient('SignUp', {
      generateSecret: false,
      authFlows: onlyByThePages,
      writeAttributes: addressAlone,
      disableOAuth: true,
      preventUserExistenceErrors: true,
    });
  }
}

/** No sign-in by Cognito's API. Said by one that is off: where none is said, Cognito allows passwords (SRP). */
const onlyByThePages: cognito.AuthFlow = { userSrp: false };

/** Where nothing is said, Cognito takes every standard attribute from a client: birth date, phone, postal address. */
const addressAlone = new cognito.ClientAttributes().withStandardAttributes({ email: true });

function poolProps({ keepsData, settings, profile, region }: Deployment): cognito.UserPoolProps {
  return {
    signInAliases: { email: true },
    // `First.Last@…` is `first.last@…`. It cannot be changed once the pool is there.
    signInCaseSensitive: false,
    selfSignUpEnabled: true,
    autoVerify: { email: true },
    standardAttributes: { email: { required: true, mutable: true } },
    passwordPolicy: {
      minLength: 12,
      requireDigits: false,
      requireLowercase: false,
      requireSymbols: false,
      requireUppercase: false,
      tempPasswordValidity: Duration.days(7),
    },
    accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
    mfa: cognito.Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    featurePlan: cognito.FeaturePlan.PLUS,
    standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
    ...(settings.mailSender === undefined
      ? {}
      : {
          email: cognito.UserPoolEmail.withSES({
            fromEmail: settings.mailSender,
            sesRegion: region,
            // Cognito looks for this very identity; one of the address would have to be verified beside its domain.
            sesVerifiedDomain: domainOf(settings.mailSender),
          }),
        }),
    userVerification: {
      emailSubject: `${profile.product}: your code`,
      emailBody: `Your code is {####}. Nobody of ${profile.product} will ask you for it. Privacy: ${settings.privacyContact}`,
    },
    deletionProtection: keepsData,
    removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  };
}
