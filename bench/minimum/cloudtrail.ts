import { regions } from '../account.js';
import type { Formulas } from './formula.js';

export const cloudtrail: Formulas = {
  'cloudtrail-multi-region-trail': ({ trails }) => ({
    'cloudtrail:DescribeTrails': regions.length,
    'cloudtrail:ListEventDataStores': regions.length,
    'cloudtrail:GetTrailStatus': trails,
    'cloudtrail:GetEventSelectors': trails,
  }),
  'cloudtrail-trail-logging': ({ trails }) => ({
    'cloudtrail:DescribeTrails': regions.length,
    'cloudtrail:GetTrailStatus': trails,
  }),
};
