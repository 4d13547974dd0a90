/** What the synthetic account answers, by operation. */
import { type AccountShape, accountId, closedRegion, regions } from './account.js';
import { cloudtrailAnswers } from './answers-cloudtrail.js';
import { governanceAnswers } from './answers-governance.js';
import { iamAnswers } from './answers-iam.js';
import { kmsAnswers } from './answers-kms.js';
import { s3Answers } from './answers-s3.js';
import { type Call, type Reply, queryResult, xml } from './wire.js';

/** Answers one call. */
export type Answer = (call: Call) => Reply;

/** The answers of one account, by `service:Operation`. A new set starts with no credential report. */
export function answersOf(account: AccountShape): Readonly<Record<string, Answer>> {
  return {
    'sts:GetCallerIdentity': (call) =>
      queryResult(
        call,
        `<Arn>arn:aws:iam::${accountId}:user/bench</Arn><UserId>AIDABENCH</UserId><Account>${accountId}</Account>`,
      ),
    'ec2:DescribeRegions': (call) => {
      const all = call.input.includes('AllRegions=true') ? [...regions, closedRegion] : regions;
      return xml(
        '<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>bench</requestId>' +
          `<regionInfo>${all.map(regionItem).join('')}</regionInfo></DescribeRegionsResponse>`,
      );
    },
    ...s3Answers(account),
    ...iamAnswers(account),
    ...kmsAnswers(account),
    ...cloudtrailAnswers(account),
    ...governanceAnswers,
  };
}

function regionItem(region: string): string {
  const status = region === closedRegion ? 'not-opted-in' : 'opt-in-not-required';
  return (
    `<item><regionName>${region}</regionName><regionEndpoint>ec2.${region}.amazonaws.com</regionEndpoint>` +
    `<optInStatus>${status}</optInStatus></item>`
  );
}
