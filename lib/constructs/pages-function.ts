import { Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/**
 * Names without a dot are pages of the console, and those are one file. Error responses could do this too, and would
 * rewrite the API's own 403 and 404.
 */
export const PAGES_CODE = `function handler(event) {
  var request = event.request;
  var name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (name.indexOf('.') < 0) request.uri = '/index.html';
  return request;
}`;

/** Runs at CloudFront's edge, before its cache; it holds nothing and sees nothing but the path. */
export const pagesFunction = (scope: Construct): cloudfront.Function =>
  new cloudfront.Function(scope, 'Pages', {
    // The CDK's own name would be the same in every stage, and an account has each name once for all Regions.
    functionName: `${Stack.of(scope).stackName}-pages-${Stack.of(scope).region}`,
    code: cloudfront.FunctionCode.fromInline(PAGES_CODE),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
  });
